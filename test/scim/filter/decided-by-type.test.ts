import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dialects } from '#shared/scim/dialect.ts';
import { compileFilter } from '#shared/scim/filter/compile-filter.ts';
import { decidedByType } from '#shared/scim/filter/decided-by-type.ts';
import { parseFilter } from '#shared/scim/filter/parse-filter.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import { arbitraryFilter, arbitraryUser, printFilter } from '../support/arbitrary-filter.ts';
import { json } from '../support/json.ts';

const decided = (type: typeof userType, text: string) =>
  decidedByType(type, parseFilter(text, dialects.strict));

test.each<[string, boolean | undefined, boolean | undefined]>([
  ['meta.resourceType eq "User"', true, false],
  ['meta.resourceType ne "User"', false, true],
  ['meta.resourceType eq "user"', false, false],
  ['meta.resourceType eq "User" or meta.resourceType eq "Group"', true, true],
  ['meta.resourceType eq "User" and userName eq "x"', undefined, false],
  ['not (meta.resourceType eq "User")', false, true],
  ['userName eq "x"', undefined, false],
  ['userName ne "x"', undefined, true],
  ['userName eq null', undefined, true],
  ['userName pr', undefined, false],
  ['emails[type eq "work"]', undefined, false],
  ['displayName eq "x"', undefined, undefined],
  ['nothing eq "x" or displayName pr', undefined, undefined],
  ['nothing eq "x"', false, false],
])('%s: %s of users, %s of groups', (text, ofUsers, ofGroups) => {
  expect([decided(userType, text), decided(groupType, text)]).toEqual([ofUsers, ofGroups]);
});

test('what is decided is what the filter says of any resource', () => {
  let seen = 0;
  fc.assert(
    fc.property(arbitraryFilter, arbitraryUser, (expression, resource) => {
      const text = printFilter(expression, () => true);
      const filter = parseFilter(text, dialects.strict);
      const matches = compileFilter(groupType, filter);
      const verdict = decidedByType(groupType, filter);
      const group = json({ displayName: 'g', ...(resource['externalId'] && { externalId: 'a' }) });
      if (verdict === undefined) return;
      seen += 1;
      expect(matches(group), text).toBe(verdict);
    }),
    { numRuns: 1_000 },
  );
  expect(seen).toBeGreaterThan(100);
});
