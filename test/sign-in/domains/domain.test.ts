import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterCheck, type Domain, GRACE, stateOf } from '#shared/sign-in/domains/domain.ts';

const DAY = 86_400_000;
const START = Date.parse('2027-03-02T09:00:00Z');

const claimed: Domain = {
  tenantId: 'acme',
  name: 'example.com',
  version: 1,
  createdAt: '2027-03-02T09:00:00.000Z',
  challenge: 'x',
};

/** The domain after a look on each day, and the state that it had on each. */
function watched(looks: readonly boolean[]): string[] {
  let domain = claimed;
  return looks.map((isProven, day) => {
    domain = afterCheck(domain, isProven, START + day * DAY);
    return stateOf(domain);
  });
}

test('a domain counts from the proof until the record was gone at every look of a week', () => {
  const days = (isProven: boolean, count: number) => Array<boolean>(count).fill(isProven);
  expect(watched(days(false, 3))).toEqual(Array(3).fill('pending'));
  const gone = watched([true, ...days(false, 9)]);
  expect(gone).toEqual([...Array(8).fill('verified'), 'lapsed', 'lapsed']);
  const back = watched([true, ...days(false, 6), true, ...days(false, 7)]);
  expect(back).toEqual(Array(15).fill('verified'));
  expect(watched([true, ...days(false, 8), true]).at(-1)).toBe('verified');
});

test('a domain that counts was proven within the week and a day, and one that was proven just now counts', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), (looks) => {
      const states = watched(looks);
      for (const [day, state] of states.entries()) {
        const proven = looks.slice(0, day + 1).lastIndexOf(true);
        const isRecent = proven >= 0 && (day - proven - 1) * DAY < GRACE;
        expect(state === 'verified').toBe(isRecent);
      }
    }),
    { numRuns: 500 },
  );
});
