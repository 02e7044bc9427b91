import { expect, test } from 'vitest';
import { parseJson } from '#shared/kernel/json.ts';
import { claimedGroups } from '#shared/sign-in/jit/claimed-groups.ts';

const groupsIn = (claims: object, claim?: string) => {
  const value = parseJson(JSON.stringify(claims));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('?');
  return claimedGroups(value, claim);
};

test.each([
  [{}, undefined],
  [{ groups: null }, undefined],
  [{ groups: { a: 1 } }, undefined],
  [{ groups: [] }, []],
  [{ groups: 'admins' }, ['admins']],
  [{ groups: ['b', 'a', 'b', '', 7] }, ['a', 'b']],
  [{ groups: ['a'], _claim_names: { groups: 'src1' } }, undefined],
  [{ groups: ['a'], hasgroups: true }, undefined],
  [{ groups: ['x'.repeat(101), 'a'] }, ['a']],
])('%j says %j', (claims, groups) => {
  expect(groupsIn(claims)).toEqual(groups);
});

test('another claim is found by its name or inside another', () => {
  expect(groupsIn({ 'https://acme/roles': ['a'] }, 'https://acme/roles')).toEqual(['a']);
  expect(groupsIn({ realm_access: { roles: ['a'] } }, 'realm_access.roles')).toEqual(['a']);
});

test('of a thousand groups two hundred are kept', () => {
  const groups = Array.from({ length: 1_000 }, (_, n) => `g${String(n).padStart(4, '0')}`);
  expect(groupsIn({ groups })).toEqual(groups.slice(0, 200));
});
