import { readFileSync } from 'node:fs';
import { declaredTests, matching } from './declared-tests.ts';

/** Names of tests by file below `test/`, without `.test.ts`; as written, `%s` and `$name` included. */
export type NamedTests = Readonly<Record<string, readonly [string, ...string[]]>>;

/** A requirement, and the tests that are said to show it. */
interface Row {
  readonly id: string;
  readonly tests: NamedTests;
}

/** In a file with one of these a green suite need not mean that a test passed. */
const MAY_NOT_RUN = /\.(?:only|skip|skipIf|runIf|todo|fails)\b|\b(?:skip|todo|fails): /;

const fileOf = (name: string) => `test/${name}.test.ts`;

export function filesNamed(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap(({ tests }) => Object.keys(tests)))];
}

/** What is named and is not there, or is the name of more than one. */
export async function unknownTests(rows: readonly Row[]) {
  const declared = await declaredTests(filesNamed(rows).map(fileOf));
  return rows.flatMap(({ id, tests }) =>
    Object.entries(tests).flatMap(([file, titles]) =>
      titles
        .map((title) => ({ id, file, title, found: matching(declared.get(fileOf(file)), title) }))
        .filter(({ found }) => found.length !== 1),
    ),
  );
}

/** What in a file may keep a test from running, or from failing. */
export function mayNotRun(file: string): string | undefined {
  return MAY_NOT_RUN.exec(readFileSync(fileOf(file), 'utf8'))?.[0];
}
