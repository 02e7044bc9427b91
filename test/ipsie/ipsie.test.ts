import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { declaredTests, MAY_NOT_RUN, matching } from '../conformance/declared-tests.ts';
import { accounts } from './accounts.ts';
import { renderIpsie } from './render-ipsie.ts';
import type { Requirement } from './requirement.ts';
import { sessions } from './sessions.ts';

const parts = [...sessions, ...accounts];
const fileOf = (name: string) => `test/${name}.test.ts`;
const rows = parts.flatMap(({ prefix, requirements }) =>
  requirements.map((requirement, index) => ({ id: `${prefix}-${index + 1}`, requirement })),
);
const testsOf = ({ tests = {} }: Requirement) => Object.entries(tests);
const named = new Set(
  rows.flatMap(({ requirement }) => testsOf(requirement).map(([file]) => file)),
);

describe('every requirement', () => {
  test('says something, and is shown, or says what is missing', () => {
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { id, requirement } of rows) {
      const { says, tests, notYet, because } = requirement;
      expect(says, id).toMatch(/^[A-Z`"].{10,}\.$/);
      for (const reason of [notYet, because]) {
        if (reason !== undefined) expect(reason, id).toMatch(/\S{3,}.*\.$/);
      }
      expect(tests ?? notYet ?? because, id).toBeDefined();
    }
  });

  test('is shown by tests that are there, each named so that it is one', async () => {
    const declared = await declaredTests([...named].map(fileOf));
    const unknown = rows.flatMap(({ id, requirement }) =>
      testsOf(requirement).flatMap(([file, titles]) =>
        titles
          .map((title) => ({ id, file, title, found: matching(declared.get(fileOf(file)), title) }))
          .filter(({ found }) => found.length !== 1),
      ),
    );
    expect(unknown).toEqual([]);
  });

  test.each([...named])('%s runs all of its tests and expects none to fail', (file) => {
    expect(readFileSync(fileOf(file), 'utf8').match(MAY_NOT_RUN)).toBeNull();
  });
});

test('docs/ipsie.md is up to date (npm test -- -u writes it)', async () => {
  await expect(renderIpsie(parts)).toMatchFileSnapshot('../../docs/ipsie.md');
});
