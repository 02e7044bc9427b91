import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENTERPRISE_USER } from '#shared/scim/messages.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import { compareSortKeys, compileSort, MAX_SORT_KEY, type SortKey } from '#shared/scim/sort.ts';
import { json } from './support/json.ts';
import { probeType } from './support/probe-type.ts';
import { detail, refusal } from './support/refusal.ts';

const keyOf = (sortBy: string, resource: object, type = userType): SortKey =>
  compileSort(type, sortBy)?.keyOf(json(resource));

describe('RFC 7644 3.4.2.3: what a resource is sorted by', () => {
  const emails = [
    { value: 'First@x.org', type: 'home' },
    { value: 'Second@x.org', type: 'work', primary: true },
  ];

  test.each<[string, object, SortKey]>([
    ['userName', { userName: 'BJensen' }, 'bjensen'],
    ['USERNAME', { userName: 'BJensen' }, 'bjensen'],
    ['externalId', { externalId: 'AbC' }, 'AbC'],
    ['name.givenName', { name: { givenName: 'Ada' } }, 'ada'],
    ['name.givenName', { name: { familyName: 'Lind' } }, undefined],
    ['active', { active: true }, 1],
    ['active', { active: false }, 0],
    ['meta.created', { meta: { created: '2024-01-01T01:00:00+01:00' } }, Date.UTC(2024, 0, 1)],
    ['emails', { emails }, 'second@x.org'],
    ['emails.value', { emails }, 'second@x.org'],
    ['emails.type', { emails }, 'work'],
    ['emails.value', { emails: emails.slice(0, 1) }, 'first@x.org'],
    ['emails.value', {}, undefined],
    ['emails.display', { emails }, undefined],
    ['schemas', { schemas: ['urn:b', 'urn:a'] }, 'urn:b'],
    ['urn:ietf:params:scim:schemas:core:2.0:User:title', { title: 'Dr' }, 'dr'],
    [`${ENTERPRISE_USER}:department`, { [ENTERPRISE_USER]: { department: 'IT' } }, 'it'],
    [`${ENTERPRISE_USER}:manager.value`, { [ENTERPRISE_USER]: { manager: { value: 'M' } } }, 'M'],
    ['department', { [ENTERPRISE_USER]: { department: 'IT' } }, 'it'],
  ])('%s of %j is %j', (sortBy, resource, expected) => {
    expect(keyOf(sortBy, resource)).toBe(expected);
  });

  test.each<[string, object, SortKey]>([
    ['count', { count: 7 }, 7],
    ['weight', { weight: -1.5 }, -1.5],
    ['tags', { tags: ['Zeta', 'Alpha'] }, 'zeta'],
    ['seen', { seen: '2024-06-30T23:59:59Z' }, Date.UTC(2024, 5, 30, 23, 59, 59)],
    ['codes.value', { codes: [{ value: 'B' }] }, 'B'],
  ])('by type: %s of %j is %j', (sortBy, resource, expected) => {
    expect(keyOf(sortBy, resource, probeType)).toBe(expected);
  });

  test.each(['nothing', 'name.nothing', 'urn:x:y', '', 'a b', '__proto__', 'members'])(
    'no attribute of User: %j',
    (sortBy) => expect(compileSort(userType, sortBy)).toBeUndefined(),
  );

  test.each(['password', 'name', 'addresses', ENTERPRISE_USER, 'meta'])('refused: %s', (sortBy) => {
    expect(refusal(() => compileSort(userType, sortBy))).toBe('invalidValue');
    expect(detail(() => compileSort(userType, sortBy))).toMatch(/^sortBy cannot be /);
  });

  test('types may lack what others have', () => {
    expect(compileSort(groupType, 'userName')).toBeUndefined();
    expect(keyOf('displayName', { displayName: 'G' }, groupType)).toBe('g');
  });

  test('no more of a string counts than a cursor can carry', () => {
    const long = 'x'.repeat(MAX_SORT_KEY);
    expect(keyOf('title', { title: `${long}a` })).toBe(keyOf('title', { title: `${long}b` }));
  });
});

describe('the order of keys', () => {
  const key = fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
    fc.constantFrom('', 'a', 'A', 'b', 'ab', 'å', '\uffee', '\u{1f600}', '\u{1f600}a'),
    fc.integer({ min: -3, max: 3 }),
    fc.double({ noNaN: true }),
    fc.constant(undefined),
  );

  /** As many digits for each code point as any has, so that the digits sort as the points do. */
  const digits = (text: string) =>
    Array.from(text, (each) => String(each.codePointAt(0)).padStart(8, '0')).join('');

  /** Slow and plain: numbers, then strings, then nothing. */
  function modelCompare(left: SortKey, right: SortKey): number {
    const rank = (value: SortKey) => ['number', 'string', 'undefined'].indexOf(typeof value);
    if (rank(left) !== rank(right)) return rank(left) - rank(right);
    if (typeof left === 'number') return left === right ? 0 : left - Number(right);
    const [one, other] = [digits(String(left)), digits(String(right))];
    return Number(one > other) - Number(one < other);
  }

  test('is that of the model', () => {
    const wellFormed = key.filter((each) => typeof each !== 'string' || each.isWellFormed());
    fc.assert(
      fc.property(wellFormed, wellFormed, (left, right) => {
        const sign = Math.sign(compareSortKeys(left, right));
        expect(sign + 0).toBe(Math.sign(modelCompare(left, right)) + 0);
        expect(Math.sign(compareSortKeys(right, left)) + 0).toBe(-sign + 0);
      }),
      { numRuns: 2_000 },
    );
  });

  test('sorts lists as the model does, equal ones staying as they were', () => {
    const lists = fc.array(
      key.filter((each) => typeof each !== 'string' || each.isWellFormed()),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(lists, fc.boolean(), (keys, descending) => {
        const direction = descending ? -1 : 1;
        const items = keys.map((each, place) => ({ key: each, place }));
        const sorted = items.toSorted((l, r) => compareSortKeys(l.key, r.key) * direction);
        const model = items.toSorted(
          (l, r) => modelCompare(l.key, r.key) * direction || l.place - r.place,
        );
        expect(sorted).toEqual(model);
      }),
      { numRuns: 500 },
    );
  });
});
