import { describe, expect, test } from 'vitest';
import { type Dialect, dialects } from '#shared/scim/dialect.ts';
import { membersOf, splitMembers, withoutMembers } from '#shared/scim/patch/member-change.ts';
import { parsePatch } from '#shared/scim/patch/parse-patch.ts';
import { readResource } from '#shared/scim/read-resource.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import { json } from '../support/json.ts';
import { patchBody } from '../support/patched.ts';
import { detail, refusal } from '../support/refusal.ts';

const { strict, lenient } = dialects;

const split = (operations: readonly object[], dialect: Dialect = strict) =>
  splitMembers(groupType, parsePatch(groupType, patchBody(operations), dialect), dialect);
const instructions = (operation: object, dialect: Dialect = strict) =>
  split([operation], dialect).members;

const op = (name: string, path: string | undefined, value?: unknown) => ({ op: name, path, value });

describe('RFC 7644 3.5.2: membership as instructions', () => {
  test('add one or several, each once', () => {
    const members = [{ value: 'a', display: 'A' }, { value: 'b' }, { value: 'a', type: 'User' }];
    expect(instructions(op('add', 'members', members))).toEqual([
      { op: 'add', members: [{ value: 'a', display: 'A', type: 'User' }, { value: 'b' }] },
    ]);
    expect(instructions(op('add', 'members', { value: 'a' }))).toEqual([
      { op: 'add', members: [{ value: 'a' }] },
    ]);
    expect(instructions(op('add', 'members', []))).toEqual([]);
  });

  test('replace all, with nobody too', () => {
    expect(instructions(op('replace', 'members', [{ value: 'a' }]))).toEqual([
      { op: 'replace', members: [{ value: 'a' }] },
    ]);
    for (const nobody of [[], null]) {
      expect(instructions(op('replace', 'members', nobody))).toEqual([
        { op: 'replace', members: [] },
      ]);
    }
    expect(instructions(op('remove', 'members'))).toEqual([{ op: 'replace', members: [] }]);
  });

  test('remove by id', () => {
    expect(instructions(op('remove', 'members[value eq "a"]'))).toEqual([
      { op: 'remove', ids: ['a'] },
    ]);
    expect(instructions(op('remove', 'members[VALUE eq "a" or (value eq "b")]'))).toEqual([
      { op: 'remove', ids: ['a', 'b'] },
    ]);
  });

  test('remove by anything else', () => {
    const [instruction] = instructions(op('remove', 'members[type eq "group" and value ne "c"]'));
    if (instruction?.op !== 'removeMatching') throw new TypeError('another instruction');
    expect(instruction.matches({ value: 'a', type: 'Group' })).toBe(true);
    expect(instruction.matches({ value: 'c', type: 'Group' })).toBe(false);
    expect(instruction.matches({ value: 'a', type: 'User' })).toBe(false);
  });

  test('remove by a list of values, where the dialect says so', () => {
    const operation = op('Remove', 'members', [{ $ref: null, value: 'a' }, { value: 'b' }]);
    expect(instructions(operation, lenient)).toEqual([{ op: 'remove', ids: ['a', 'b'] }]);
    expect(instructions(op('remove', 'members', []), lenient)).toEqual([{ op: 'remove', ids: [] }]);
    const refused = () => instructions({ ...operation, op: 'remove' });
    expect(refusal(refused)).toBe('invalidValue');
    expect(detail(refused)).toContain('members[value eq');
  });

  test('a value without a path is split, and the order kept', () => {
    const { members, rest } = split([
      op('replace', undefined, { displayName: 'x', members: [{ value: 'a' }] }),
      op('remove', 'members[value eq "a"]'),
      op('add', 'externalId', 'e'),
      op('add', undefined, { members: [{ value: 'b' }] }),
    ]);
    expect(members.map((each) => each.op)).toEqual(['replace', 'remove', 'add']);
    expect(rest.map(({ number }) => number)).toEqual([1, 3]);
  });

  test('a replace without a path that names no members leaves them alone', () => {
    expect(instructions(op('replace', undefined, { displayName: 'x' }))).toEqual([]);
  });

  test.each([
    op('replace', 'members[value eq "a"].display', 'x'),
    op('remove', 'members[value eq "a"].display'),
    op('add', 'members.type', 'User'),
    op('replace', 'members[value eq "a"]', { value: 'b' }),
  ])('RFC 7643 4.2: sub-attributes of members are immutable (%j)', (operation) => {
    expect(refusal(() => instructions(operation))).toBe('mutability');
    expect(detail(() => instructions(operation))).toMatch(/^Operation 1: /);
  });

  test('10,000 members in an operation, not 10,001', () => {
    const many = (count: number) =>
      op(
        'add',
        'members',
        Array.from({ length: count }, (_, n) => ({ value: `u${n}` })),
      );
    expect(instructions(many(10_000))).toMatchObject([{ op: 'add' }]);
    expect(refusal(() => instructions(many(10_001)))).toBe('payloadTooLarge');
  });

  test('a type without members has nothing to split', () => {
    const steps = parsePatch(userType, patchBody([op('replace', 'title', 'x')]), strict);
    expect(splitMembers(userType, steps, strict)).toEqual({ members: [], rest: steps });
  });
});

describe('RFC 7643 4.2: what a member is', () => {
  test.each<[object, object]>([
    [
      { value: 'a', type: 'user' },
      { value: 'a', type: 'User' },
    ],
    [
      { value: 'a', $ref: 'https://example.com/scim/v2/Groups/a' },
      { value: 'a', type: 'Group' },
    ],
    [{ $ref: '../Users/a' }, { value: 'a', type: 'User' }],
    [{ value: 'a', $ref: 'https://example.com/elsewhere/a' }, { value: 'a' }],
    [
      { value: 'a', type: 'User', $ref: 'https://example.com/Groups/a' },
      { value: 'a', type: 'User' },
    ],
  ])('%j is %j', (given, expected) => {
    expect(instructions(op('add', 'members', [given]))).toEqual([
      { op: 'add', members: [expected] },
    ]);
  });

  test.each([
    { display: 'nobody' },
    { value: '' },
    { value: 5 },
    { value: 'a', type: 'Device' },
    'a',
  ])('%j: invalidValue', (given) => {
    expect(refusal(() => instructions(op('add', 'members', [given])))).toBe('invalidValue');
  });

  test('bare ids, where the dialect says so', () => {
    expect(instructions(op('add', 'members', ['a', 'b']), lenient)).toEqual([
      { op: 'add', members: [{ value: 'a' }, { value: 'b' }] },
    ]);
  });
});

describe('the members of a body', () => {
  const attributes = readResource(
    groupType,
    json({
      schemas: [groupType.schema.id],
      displayName: 'g',
      members: [{ value: 'a' }, { value: 'a', display: 'A' }, { value: 'b', type: 'Group' }],
    }),
    strict,
  );

  test('are taken out of it', () => {
    expect(membersOf(attributes)).toEqual([
      { value: 'a', display: 'A' },
      { value: 'b', type: 'Group' },
    ]);
    expect(withoutMembers(attributes)).toEqual({ displayName: 'g' });
    expect(membersOf(withoutMembers(attributes))).toEqual([]);
  });
});
