import { expect, test } from 'vitest';
import { commandTable } from '#functions/cli/command-table.ts';
import { parseCommandLine } from '#functions/cli/parse-command-line.ts';
import { type MarkdownFile, markdownFiles } from './markdown-file.ts';

/** How the documents call the command line. */
const CALL = /npm run (?:-s |--silent )?rollcall -- (.+)$/;
/** What ends a command in a shell: a pipe, a redirection, a comment. */
const REST = /\s+(?:\||>|#).*$/;
/** Stands for whatever id the reader has. */
const SOME_ID = '019cad3e-a1f0-7c31-9e02-5b7f44d8c610';

const callsIn = ({ codeLines, inlineCode }: MarkdownFile): string[] =>
  [...codeLines, ...inlineCode].flatMap((line) => CALL.exec(line)?.[1]?.replace(REST, '') ?? []);

/** Commands that a text speaks of without calling them: `rollcall user list`. */
const namesIn = ({ inlineCode }: MarkdownFile): string[] =>
  inlineCode.flatMap((code) => /^rollcall ([a-z]+ [a-z-]+)/.exec(code)?.[1] ?? []);

const files = markdownFiles();
const calling = files.filter((file) => callsIn(file).length > 0);
const naming = files.filter((file) => namesIn(file).length > 0);
const known = commandTable.flatMap(({ name, commands }) =>
  commands.map((command) => `${name} ${command.name}`),
);

test('the documents show how to call the command line', () => {
  expect(calling.length).toBeGreaterThan(5);
  expect(naming.length).toBeGreaterThan(3);
});

test.each(calling)('$name: every command that it shows is one, with all that it needs', (file) => {
  for (const line of callsIn(file)) {
    const words = line.replaceAll('<id>', SOME_ID).split(/\s+/);
    const invocation = parseCommandLine(words, commandTable);
    if (invocation.kind === 'call') invocation.command.prepare(invocation.typed);
  }
});

test.each(naming)('$name: every command that it speaks of is one', (file) => {
  expect(namesIn(file).filter((name) => !known.includes(name))).toEqual([]);
});
