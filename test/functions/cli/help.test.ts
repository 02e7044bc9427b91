import { describe, expect, test } from 'vitest';
import { commandTable } from '#functions/cli/command-table.ts';
import { directoryCreate } from '#functions/cli/commands/directory-create.ts';
import { tenantCreate } from '#functions/cli/commands/tenant-create.ts';
import { tokenIssue } from '#functions/cli/commands/token-issue.ts';
import { isRequired, optionName } from '#functions/cli/parameter.ts';
import { run } from './support/cli-world.ts';

const groups = commandTable.map((group) => ({ name: group.name, group }));
const commands = commandTable.flatMap((group) =>
  group.commands.map((command) => ({ name: `${group.name} ${command.name}`, command })),
);

const helpOf = async (line: string) => {
  const { code, out, err } = await run(line);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
};

describe('the table of commands', () => {
  test('names every command and group once', () => {
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
    expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
    expect(commands.length).toBeGreaterThanOrEqual(8);
  });

  test.each(commands)('$name can be told apart from what every command takes', ({ command }) => {
    const { arguments: taken, options } = command;
    const names = [...Object.keys(taken), ...Object.keys(options)];
    expect(new Set(names).size).toBe(names.length);
    for (const reserved of ['help', 'json', 'adminUrl']) expect(names).not.toContain(reserved);
  });
});

describe('the help of the program', () => {
  test.each(['', '--help', '-h', 'help'])('is there for %j', async (line) => {
    const help = await helpOf(line);
    for (const { name, group } of groups) {
      expect(help).toMatch(new RegExp(`^  ${name} +${group.summary}$`, 'm'));
      for (const command of group.commands) {
        expect(help).toMatch(new RegExp(`^ {4,}(.*, )?${command.name}(,.*)?$`, 'm'));
      }
    }
    for (const { printed } of [tenantCreate, directoryCreate, tokenIssue].map(
      ({ example }) => example,
    )) {
      expect(help).toContain(printed.split('\n')[0]);
    }
    const wide = help
      .split('\n')
      .filter((line) => line.length > 120 && !line.includes('rollcall_'));
    expect(wide).toEqual([]);
    for (const word of ['npm start', 'ROLLCALL_ADMIN_URL', 'AWS_PROFILE', 'Exit code']) {
      expect(help).toContain(word);
    }
  });
});

describe('the help of a group', () => {
  test.each(groups)('of $name', async ({ name, group }) => {
    const help = await helpOf(`${name} --help`);
    expect(await helpOf(`help ${name}`)).toBe(help);
    expect(help).toContain(group.description);
    for (const { summary, example } of group.commands) {
      expect(help).toContain(summary);
      expect(help).toContain(example.printed.split('\n')[0]);
    }
    expect(help).toMatch(/^Next: /m);
  });
});

describe('the help of a command', () => {
  test.each(commands)('of $name', async ({ name, command }) => {
    const help = await helpOf(`${name} --help`);
    expect(await helpOf(`help ${name}`)).toBe(help);
    expect(help).toContain(command.description);
    expect(help).toContain(`$ npm run rollcall -- ${name} ${command.example.typed}`.trimEnd());
    expect(help).toContain(`Next: ${command.next}`);
    for (const [option, parameter] of Object.entries(command.options)) {
      const { placeholder, summary } = parameter;
      const line = help.split('\n').find((l) => l.startsWith(`  ${optionName(option)} `)) ?? '';
      expect(line).toContain(placeholder);
      expect(line.endsWith(isRequired(parameter) ? `${summary} (required)` : summary)).toBe(true);
    }
  });

  test.each(commands)(
    'of $name fits a terminal, tokens and what is typed aside',
    async ({ name }) => {
      const wide = (await helpOf(`${name} --help`))
        .split('\n')
        .filter((line) => line.length > 120 && !/rollcall_|^ *(\$|Usage:) /.test(line));
      expect(wide).toEqual([]);
    },
  );

  test('wins over what else is wrong with the line', async () => {
    expect(await helpOf('token issue --expires-in-days x --help')).toContain('token issue');
  });
});
