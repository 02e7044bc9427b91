import { parseArgs } from 'node:util';
import { usageError } from '#functions/cli/cli-error.ts';
import { type Command, type CommandGroup, PROGRAM, type Typed } from '#functions/cli/command.ts';
import { optionName, type Texts } from '#functions/cli/parameter.ts';

/** What is asked for: a command with what was typed for it, or the help of the program or of a part of it. */
export type Invocation =
  | { readonly kind: 'help'; readonly group?: CommandGroup; readonly command?: Command }
  | (Call & { readonly kind: 'call' });

export interface Call {
  readonly command: Command;
  readonly typed: Typed;
  readonly json: boolean;
  readonly adminUrl: string | undefined;
}

interface OptionToken {
  /** As typed: `--tenant`, `-h`. */
  readonly rawName: string;
  readonly value?: string | undefined;
  /** True of `--name=value`, where the value may look like anything. */
  readonly inlineValue?: boolean | undefined;
}

interface Line {
  readonly words: readonly string[];
  readonly options: readonly OptionToken[];
}

const switches = ['--json', '--help', '-h'];

/** @throws CliError (exit code 2) for anything that the table of commands does not know. */
export function parseCommandLine(
  argv: readonly string[],
  groups: readonly CommandGroup[],
): Invocation {
  const { words, options } = split(argv, groups);
  const asksForHelp = words[0] === 'help' || options.some(({ rawName }) => isHelp(rawName));
  const [groupName, ...rest] = words[0] === 'help' ? words.slice(1) : words;
  if (groupName === undefined) {
    refuseWrong(options, [], PROGRAM);
    return { kind: 'help' };
  }
  const group = groups.find(({ name, alias }) => name === groupName || alias === groupName);
  if (!group) throw unknown('command', groupName, PROGRAM, groups);
  const within = `${PROGRAM} ${group.name}`;
  const command = group.commands.find(({ name }) => beginsWith(rest, wordsOf(name)));
  if (!command && rest[0] !== undefined) {
    throw unknown(`${group.name} command`, rest[0], within, group.commands);
  }
  if (asksForHelp) return { kind: 'help', group, ...(command && { command }) };
  if (!command) throw usageError(`Say what to do: ${namesOf(group.commands)}.`, see(within));
  const after = rest.slice(wordsOf(command.name).length);
  return call(command, { words: after, options }, `${within} ${command.name}`);
}

/** A command may have more than one, as in `role rules put`. */
function wordsOf(name: string): string[] {
  return name.split(' ');
}

function beginsWith(words: readonly string[], first: readonly string[]): boolean {
  return first.every((word, index) => words[index] === word);
}

function call(command: Command, { words, options }: Line, within: string): Invocation {
  const known = ['adminUrl', ...Object.keys(command.options)];
  refuseWrong(options, known.map(optionName), within);
  const names = Object.keys(command.arguments);
  const surplus = words[names.length];
  if (surplus !== undefined) {
    throw usageError(`${JSON.stringify(surplus)} is one argument too many.`, see(within));
  }
  const { adminUrl, ...texts } = textsOf(known, options);
  return {
    kind: 'call',
    command,
    typed: {
      arguments: Object.fromEntries(zip(names, words)),
      options: texts,
      advice: see(within),
    },
    json: options.some(({ rawName }) => rawName === '--json'),
    adminUrl,
  };
}

/** Takes the line apart; which words are values is known from the options of all commands together. */
function split(argv: readonly string[], groups: readonly CommandGroup[]): Line {
  const commands = groups.flatMap((group) => group.commands);
  const named = commands.flatMap(({ options }) => Object.keys(options)).map(optionName);
  const takesValue = new Set(['--admin-url', ...named]);
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      [...takesValue].map((name) => [name.slice(2), { type: 'string' as const }]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return { words: positionals, options: tokens.filter((token) => token.kind === 'option') };
}

function refuseWrong(
  options: readonly OptionToken[],
  takingValue: readonly string[],
  within: string,
): void {
  const seen = new Set<string>();
  for (const option of options) {
    const problem = problemOf(option, takingValue, seen.has(option.rawName));
    if (problem !== undefined) throw usageError(problem, see(within));
    seen.add(option.rawName);
  }
}

function problemOf(
  { rawName, value, inlineValue }: OptionToken,
  takingValue: readonly string[],
  again: boolean,
): string | undefined {
  const takesValue = takingValue.includes(rawName);
  if (!takesValue && !switches.includes(rawName)) return `There is no option ${rawName} here.`;
  if (again) return `${rawName} is there twice.`;
  if (!takesValue) return value === undefined ? undefined : `${rawName} takes no value.`;
  const forgotten = value === undefined || (!inlineValue && value.startsWith('--'));
  return forgotten ? `${rawName} needs a value.` : undefined;
}

function textsOf(names: readonly string[], options: readonly OptionToken[]): Texts {
  const texts: Record<string, string> = {};
  for (const name of names) {
    const value = options.find(({ rawName }) => rawName === optionName(name))?.value;
    if (value !== undefined) texts[name] = value;
  }
  return texts;
}

function zip(names: readonly string[], words: readonly string[]): [string, string][] {
  return words.flatMap((word, index) => (names[index] === undefined ? [] : [[names[index], word]]));
}

function unknown(what: string, typed: string, within: string, known: readonly { name: string }[]) {
  const problem = `There is no ${what} ${JSON.stringify(typed)}; use one of: ${namesOf(known)}.`;
  return usageError(problem, see(within));
}

function namesOf(known: readonly { name: string }[]): string {
  return known.map(({ name }) => name).join(', ');
}

function see(within: string): string {
  return `See: ${within} --help`;
}

function isHelp(rawName: string): boolean {
  return rawName === '--help' || rawName === '-h';
}
