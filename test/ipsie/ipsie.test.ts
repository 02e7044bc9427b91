import { describe, expect, test } from 'vitest';
import { filesNamed, mayNotRun, unknownTests } from '../conformance/named-tests.ts';
import { accounts } from './accounts.ts';
import { renderIpsie } from './render-ipsie.ts';
import { sessions } from './sessions.ts';

const parts = [...sessions, ...accounts];
const rows = parts.flatMap(({ prefix, requirements }) =>
  requirements.map((requirement, index) => ({ id: `${prefix}-${index + 1}`, requirement })),
);
const shown = rows.map(({ id, requirement: { tests = {} } }) => ({ id, tests }));

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
    expect(await unknownTests(shown)).toEqual([]);
  });

  test.each(filesNamed(shown))('%s runs all of its tests and expects none to fail', (file) => {
    expect(mayNotRun(file)).toBeUndefined();
  });
});

test('docs/ipsie.md is up to date (npm test -- -u writes it)', async () => {
  await expect(renderIpsie(parts)).toMatchFileSnapshot('../../docs/ipsie.md');
});
