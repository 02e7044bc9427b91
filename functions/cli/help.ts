import { alignColumns } from '#functions/cli/align-columns.ts';
import { type Command, type CommandGroup, PROGRAM } from '#functions/cli/command.ts';
import { isRequired, optionName, type Parameter } from '#functions/cli/parameter.ts';

const everyCommand = [
  ['--json', 'print the answer as JSON, and nothing else, on standard output'],
  ['--admin-url URL', `where the admin API is; \`${PROGRAM} --help\` tells more`],
  ['--help', 'explain this command'],
];

const WHERE = `Where the admin API is:
  Here       While \`npm start\` runs, nothing need be said: it leaves URL and token in
             .rollcall/local.json.
  In AWS     Set --admin-url or ROLLCALL_ADMIN_URL to the output AdminBaseUrl of the stack.
             Requests are signed with your AWS credentials (AWS_PROFILE, AWS_ACCESS_KEY_ID, ...),
             which need execute-api:Invoke on the API. With ROLLCALL_ADMIN_TOKEN set, that token
             is sent instead.`;

const SCRIPTS = `In scripts:
  npm run --silent rollcall -- tenant list --json
  Exit code 0: done. 1: refused or failed. 2: called wrongly. Errors go to standard error.`;

/** By which a newcomer lets the first identity provider in. */
const FIRST_STEPS = ['tenant create', 'directory create', 'token issue'];

export function programHelp(groups: readonly CommandGroup[]): string {
  const rows = groups.flatMap(({ name, summary, commands }) => [
    [name, summary],
    ...linesOf(commands.map((command) => command.name)).map((line) => ['', line]),
  ]);
  const steps = groups.flatMap((group) =>
    group.commands
      .filter(({ name }) => FIRST_STEPS.includes(`${group.name} ${name}`))
      .map(exampleOf(group)),
  );
  return paragraphs(
    'Rollcall, for the operator: who lets people in, who is in, who is out, and who is told.',
    `Usage: ${PROGRAM} GROUP COMMAND [options]`,
    section('Groups, and their commands', alignColumns(rows, '  ')),
    section('For every command', alignColumns(everyCommand, '  ')),
    section('First steps', steps.join('\n\n')),
    WHERE,
    SCRIPTS,
    `Next: ${PROGRAM} tenant --help`,
  );
}

/** Names with commas, on lines of 85 characters at most. */
function linesOf(names: readonly string[]): string[] {
  return names.join(', ').match(/.{1,85}(?:, |$)/g) ?? [];
}

export function groupHelp(group: CommandGroup): string {
  const rows = group.commands.map((command) => [synopsis(command), command.summary]);
  const [first] = group.commands;
  return paragraphs(
    `Usage: ${PROGRAM} ${group.name} COMMAND [options]`,
    group.description,
    section('Commands', alignColumns(rows, '  ')),
    section('For example', group.commands.map(exampleOf(group)).join('\n\n')),
    `Next: ${PROGRAM} ${group.name} ${first?.name} --help`,
  );
}

export function commandHelp(group: CommandGroup, command: Command): string {
  const taken = Object.values(command.arguments).map((taken) => [taken.placeholder, taken.summary]);
  const options = Object.entries(command.options).map(([name, option]) => [
    `${optionName(name)} ${option.placeholder}`,
    `${option.summary}${isRequired(option) ? ' (required)' : ''}`,
  ]);
  const rows = [...taken, ...options, ...everyCommand];
  return paragraphs(
    `Usage: ${PROGRAM} ${group.name} ${synopsis(command)} [options]`,
    command.description,
    section('Takes', alignColumns(rows, '  ')),
    section('For example', exampleOf(group)(command)),
    `Next: ${command.next}`,
  );
}

function synopsis({ name, arguments: taken, options }: Command): string {
  const required = Object.entries(options).filter(([, option]) => isRequired(option));
  return [
    name,
    ...Object.values(taken).map((argument: Parameter) => argument.placeholder),
    ...required.map(([key, option]) => `${optionName(key)} ${option.placeholder}`),
  ].join(' ');
}

function exampleOf(group: CommandGroup): (command: Command) => string {
  return ({ name, example }) => {
    const line = ['$', PROGRAM, group.name, name, example.typed].join(' ').trimEnd();
    return indented(`${line}\n${example.printed}`);
  };
}

function section(title: string, body: string): string {
  return `${title}:\n${body}`;
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

function paragraphs(...all: readonly string[]): string {
  return all.join('\n\n');
}
