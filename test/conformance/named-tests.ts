import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { declaredTests, MAY_NOT_RUN, matching } from './declared-tests.ts';

/** Names of tests by file below `test/`, without `.test.ts`; as written, `%s` and `$name` included. */
export type NamedTests = Readonly<Record<string, readonly [string, ...string[]]>>;

/** A requirement, and the tests that are said to show it. */
interface Row {
  readonly id: string;
  readonly tests: NamedTests;
}

const fileOf = (name: string) => `test/${name}.test.ts`;

/** Holds the names of tests to what their files declare, and those files to running all of it. */
export function describeNamedTests(rows: readonly Row[]): void {
  const named = new Set(rows.flatMap(({ tests }) => Object.keys(tests)));

  describe('every requirement', () => {
    test('is shown by tests that are there, each named so that it is one', async () => {
      const declared = await declaredTests([...named].map(fileOf));
      const unknown = rows.flatMap(({ id, tests }) =>
        Object.entries(tests).flatMap(([file, titles]) =>
          titles
            .map((title) => ({
              id,
              file,
              title,
              found: matching(declared.get(fileOf(file)), title),
            }))
            .filter(({ found }) => found.length !== 1),
        ),
      );
      expect(unknown).toEqual([]);
    });

    test.each([...named])('%s runs all of its tests and expects none to fail', (file) => {
      expect(readFileSync(fileOf(file), 'utf8').match(MAY_NOT_RUN)).toBeNull();
    });
  });
}
