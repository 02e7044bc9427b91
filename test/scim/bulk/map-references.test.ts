import { describe, expect, test } from 'vitest';
import { parseJson } from '#shared/kernel/json.ts';
import { bulkReference, pathReference } from '#shared/scim/bulk/bulk-reference.ts';
import { mapPatchReferences, mapReferences } from '#shared/scim/bulk/map-references.ts';
import { namesReference, referenceNames } from '#shared/scim/bulk/reference-names.ts';
import { ENTERPRISE_USER } from '#shared/scim/messages.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import { json } from '../support/json.ts';

const names = referenceNames([userType, groupType]);
const upper = (bulkId: string) => bulkId.toUpperCase();
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
const mapped = (data: object) => plain(mapReferences(names, json(data), upper));
const patched = (operation: object) =>
  plain(mapPatchReferences(names, json({ Operations: [operation] }), upper)).Operations[0];

test('the attributes that refer are those whose $ref leads to a resource', () => {
  expect([...names].toSorted()).toEqual(['groups', 'manager', 'members']);
});

test.each([
  ['members', true],
  ['Members', true],
  ['members.value', true],
  ['members[value eq "x.y:z"].display', true],
  [`${ENTERPRISE_USER}:manager`, true],
  [`${ENTERPRISE_USER}:manager.value`, true],
  ['manager', true],
  [ENTERPRISE_USER, false],
  ['displayName', false],
  ['emails[value eq "members"]', false],
  ['', false],
])('%s names a reference: %s', (path, expected) => {
  expect(namesReference(names, path)).toBe(expected);
});

test.each([
  ['bulkId:a', { base: '', bulkId: 'a' }],
  ['bulkId:a/b', { base: '', bulkId: 'a/b' }],
  ['/Users/bulkId:a', { base: '/Users/', bulkId: 'a' }],
  ['https://x.example/scim/v2/Users/bulkId:a b', undefined],
  ['../Users/bulkId:a', { base: '../Users/', bulkId: 'a' }],
  ['bulkid:a', undefined],
  ['a bulkId:a', undefined],
  ['/bulkId:a/Users', undefined],
  ['', undefined],
])('%j as a reference', (text, expected) => {
  const found = bulkReference(text);
  if (text.startsWith('https:')) expect(found?.bulkId).toBe('a b');
  else expect(found).toEqual(expected);
});

test.each([
  ['/Users/bulkId:a', { base: '/Users/', bulkId: 'a' }],
  ['/Users/bulkId:a?attributes=id', { base: '/Users/', bulkId: 'a' }],
  ['/Users/bulkId%3Aa%2Fb', { base: '/Users/', bulkId: 'a/b' }],
  ['/Users/a', undefined],
  ['/Users/%', undefined],
  ['/Users?filter=/bulkId:a', undefined],
])('%j as the path of an operation', (path, expected) => {
  expect(pathReference(path)).toEqual(expected);
});

describe('in the data of a POST or PUT', () => {
  test('references are resolved where an attribute refers', () => {
    expect(
      mapped({
        members: [
          { value: 'bulkId:a', type: 'User', display: 'bulkId:a' },
          { $ref: 'https://x.example/v2/Users/bulkId:b' },
          { VALUE: 'bulkId:c' },
          'bulkId:d',
          { value: 'real' },
        ],
        [ENTERPRISE_USER]: { manager: { value: 'bulkId:m' }, department: 'bulkId:a' },
      }),
    ).toEqual({
      members: [
        { value: 'A', type: 'User', display: 'bulkId:a' },
        { $ref: 'https://x.example/v2/Users/B' },
        { VALUE: 'C' },
        'D',
        { value: 'real' },
      ],
      [ENTERPRISE_USER]: { manager: { value: 'M' }, department: 'bulkId:a' },
    });
  });

  test('elsewhere the text is just text', () => {
    const data = {
      userName: 'bulkId:a',
      emails: [{ value: 'bulkId:a' }],
      name: { formatted: '/Users/bulkId:a' },
    };
    expect(mapped(data)).toEqual(data);
  });

  test('a name in another notation refers too', () => {
    expect(
      mapped({ 'manager.value': 'bulkId:m', [`${ENTERPRISE_USER}:manager`]: 'bulkId:m' }),
    ).toEqual({ 'manager.value': 'M', [`${ENTERPRISE_USER}:manager`]: 'M' });
  });

  test('what stands for nothing takes its value away, and nothing else', () => {
    const data = json({
      displayName: 'x',
      members: [{ value: 'bulkId:a' }, { value: 'real' }],
      [ENTERPRISE_USER]: { manager: { value: 'bulkId:a', displayName: 'A' }, department: 'D' },
    });
    expect(plain(mapReferences(names, data, () => undefined))).toEqual({
      displayName: 'x',
      members: [{ value: 'real' }],
      [ENTERPRISE_USER]: { department: 'D' },
    });
  });

  test('the data sent is left as it is', () => {
    const data = json({ members: [{ value: 'bulkId:a' }] });
    mapReferences(names, data, () => undefined);
    expect(data).toEqual(json({ members: [{ value: 'bulkId:a' }] }));
  });
});

describe('in the data of a PATCH', () => {
  test.each([
    [{ op: 'add', path: 'members', value: [{ value: 'bulkId:a' }] }, [{ value: 'A' }]],
    [{ op: 'add', path: 'manager', value: 'bulkId:a' }, 'A'],
    [{ op: 'add', path: `${ENTERPRISE_USER}:manager.value`, value: 'bulkId:a' }, 'A'],
    [{ op: 'add', value: { members: [{ value: 'bulkId:a' }] } }, { members: [{ value: 'A' }] }],
    [{ op: 'add', path: 'displayName', value: 'bulkId:a' }, 'bulkId:a'],
    [{ op: 'add', path: 'emails', value: [{ value: 'bulkId:a' }] }, [{ value: 'bulkId:a' }]],
    [
      { op: 'add', path: ENTERPRISE_USER, value: { manager: { value: 'bulkId:a' } } },
      { manager: { value: 'A' } },
    ],
  ])('%j', (operation, value) => {
    expect(patched(operation)).toEqual({ ...operation, value });
  });

  test('a filter may name a member that is yet to be', () => {
    expect(patched({ op: 'remove', path: 'members[value eq "bulkId:a"]' })).toEqual({
      op: 'remove',
      path: 'members[value eq "A"]',
    });
    const text = { op: 'remove', path: 'emails[value eq "bulkId:a"]' };
    expect(patched(text)).toEqual(text);
  });

  test('names of members may have any case', () => {
    const data = json({ OPERATIONS: [{ OP: 'add', PATH: 'manager', VALUE: 'bulkId:a' }] });
    expect(plain(mapPatchReferences(names, data, upper))).toEqual({
      Operations: [{ OP: 'add', path: 'manager', value: 'A' }],
    });
  });

  test.each(['null', '[]', '5', '{"Operations":5}', '{"Operations":[null,5]}'])(
    '%s is left for the endpoint to refuse',
    (text) => {
      const data = parseJson(text);
      expect(plain(mapPatchReferences(names, data, upper))).toEqual(JSON.parse(text));
    },
  );
});
