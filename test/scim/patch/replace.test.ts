import { describe, expect, test } from 'vitest';
import { dialects } from '#shared/scim/dialect.ts';
import { json } from '../support/json.ts';
import { patched } from '../support/patched.ts';
import { BADGE, leastProbe, probeType } from '../support/probe-type.ts';
import { refusal } from '../support/refusal.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const user = json({
  userName: 'bo',
  nickName: 'B',
  name: { givenName: 'Bo', familyName: 'Ek' },
  addresses: [
    { type: 'work', locality: 'Oslo', primary: true },
    { type: 'work', locality: 'Bergen' },
    { type: 'home', locality: 'Molde' },
  ],
  [ENTERPRISE]: { department: 'Legal', costCenter: '1' },
});

const replace = (path: string | undefined, value: unknown) => ({ op: 'replace', path, value });
const ofUser = (...operations: object[]) => patched(user, operations);

describe('RFC 7644 3.5.2.3 replace', () => {
  test('without a path: the attributes of the value are replaced, others left', () => {
    const emails = [{ value: 'a@b.example' }];
    expect(ofUser(replace(undefined, { emails, nickname: 'Babs' }))).toEqual({
      ...user,
      emails,
      nickName: 'Babs',
    });
  });

  test('single-valued: replaced', () => {
    expect(ofUser(replace('nickName', 'Babs'))['nickName']).toBe('Babs');
    expect(ofUser(replace('name.givenName', 'Babs'))['name']).toMatchObject({ givenName: 'Babs' });
  });

  test('multi-valued without a filter: all values are replaced', () => {
    expect(ofUser(replace('addresses', [{ locality: 'Moss' }]))['addresses']).toEqual([
      { locality: 'Moss' },
    ]);
  });

  test('what does not exist is added', () => {
    expect(ofUser(replace('title', 'Boss'))['title']).toBe('Boss');
    expect(ofUser(replace('emails', { value: 'x' }))['emails']).toEqual([{ value: 'x' }]);
    expect(ofUser(replace(`${ENTERPRISE}:division`, 'North'))[ENTERPRISE]).toMatchObject({
      department: 'Legal',
      division: 'North',
    });
  });

  test('complex: sub-attributes that the value does not name are left unchanged', () => {
    expect(ofUser(replace('name', { givenName: 'Babs' }))['name']).toEqual({
      givenName: 'Babs',
      familyName: 'Ek',
    });
    expect(ofUser(replace(ENTERPRISE, { department: 'Sales' }))[ENTERPRISE]).toEqual({
      department: 'Sales',
      costCenter: '1',
    });
  });

  test('by a filter: every value that matches is replaced', () => {
    expect(ofUser(replace('addresses[type eq "work"]', { locality: 'Moss' }))['addresses']).toEqual(
      [{ locality: 'Moss' }, { type: 'home', locality: 'Molde' }],
    );
  });

  test('by a filter, a sub-attribute: replaced in every value that matches', () => {
    const after = ofUser(replace('addresses[type eq "work"].region', 'R'));
    expect(after['addresses']).toEqual([
      { type: 'work', locality: 'Oslo', primary: true, region: 'R' },
      { type: 'work', locality: 'Bergen', region: 'R' },
      { type: 'home', locality: 'Molde' },
    ]);
  });

  test('by a filter that matches nothing: noTarget', () => {
    for (const path of ['addresses[type eq "other"]', 'addresses[type eq "other"].locality']) {
      expect(refusal(() => ofUser(replace(path, 'x')))).toBe('noTarget');
    }
    expect(refusal(() => ofUser(replace('emails[type eq "work"].value', 'x')))).toBe('noTarget');
  });

  test('the value that becomes primary is the only one (example of the RFC)', () => {
    const after = ofUser(
      replace('addresses[type eq "home"]', { type: 'home', locality: 'Molde', primary: true }),
    );
    expect(after['addresses']).toEqual([
      { type: 'work', locality: 'Oslo', primary: false },
      { type: 'work', locality: 'Bergen' },
      { type: 'home', locality: 'Molde', primary: true },
    ]);
    expect(refusal(() => ofUser(replace('addresses[type eq "work"].primary', true)))).toBe(
      'invalidValue',
    );
  });

  test('null and an empty array unassign (RFC 7643 2.5)', () => {
    expect(ofUser(replace('nickName', null))).not.toHaveProperty('nickName');
    expect(ofUser(replace('addresses', []))).not.toHaveProperty('addresses');
    expect(ofUser(replace('name', null))).not.toHaveProperty('name');
    expect(ofUser(replace('addresses[type eq "work"]', null))['addresses']).toHaveLength(1);
    expect(ofUser(replace(undefined, { name: { givenName: null } }))['name']).toEqual({
      familyName: 'Ek',
    });
    expect(ofUser(replace(undefined, { [ENTERPRISE]: null }))).not.toHaveProperty([ENTERPRISE]);
    expect(ofUser(replace(ENTERPRISE, null))).not.toHaveProperty([ENTERPRISE]);
  });

  test('what is required must keep a value', () => {
    expect(refusal(() => ofUser(replace('userName', null)))).toBe('invalidValue');
    expect(refusal(() => ofUser(replace('userName', '')))).toBe('invalidValue');
    const { schemas: _, ...probe } = leastProbe;
    const call = () =>
      patched(json(probe), [replace('parts[value eq "p1"].value', null)], undefined, probeType);
    expect(refusal(call)).toBe('invalidValue');
  });

  test('what was missing before its schema required it is not asked for now', () => {
    const old = json({ tags: ['a'] });
    const after = patched(old, [replace('tags', ['b'])], dialects.strict, probeType);
    expect(after).toEqual({ tags: ['b'] });
    const incomplete = [replace(`${BADGE}:color`, 'red')];
    expect(refusal(() => patched(old, incomplete, dialects.strict, probeType))).toBe(
      'invalidValue',
    );
  });

  test.each<[string, string, unknown]>([
    ['invalidPath', 'nothing', 'x'],
    ['invalidPath', 'name.nothing', 'x'],
    ['invalidFilter', 'emails[type', 'x'],
    ['invalidValue', 'active', 'yes'],
    ['invalidValue', 'name', 'Bo'],
    ['invalidValue', 'emails', ['x']],
    ['invalidSyntax', 'name', { nothing: 1 }],
    ['mutability', 'id', 'x'],
    ['mutability', 'groups', []],
  ])('%s: %s', (code, path, value) => {
    expect(refusal(() => ofUser(replace(path, value)))).toBe(code);
  });

  test('operations are applied in order, each to the result of the one before', () => {
    const after = ofUser(
      replace('addresses[type eq "home"].type', 'other'),
      replace('addresses[type eq "other"].locality', 'Moss'),
      { op: 'remove', path: 'addresses[type eq "work"]' },
      replace('nickName', 'first'),
      replace('nickName', 'last'),
    );
    expect(after).toMatchObject({
      nickName: 'last',
      addresses: [{ type: 'other', locality: 'Moss' }],
    });
  });

  test('all or nothing', () => {
    const call = () => ofUser(replace('nickName', 'x'), replace('active', 'nonsense'));
    expect(refusal(call)).toBe('invalidValue');
    expect(user['nickName']).toBe('B');
  });

  test('what does not change is shared with the resource', () => {
    const after = ofUser(replace('nickName', 'x'));
    expect(after['addresses']).toBe(user['addresses']);
    expect(after[ENTERPRISE]).toBe(user[ENTERPRISE]);
  });

  test('values may grow to the limit, not beyond', () => {
    const many = Array.from({ length: 600 }, (_, n) => ({ value: `r${n}` }));
    const more = many.map(({ value }) => ({ value: `s${value}` }));
    const add = (value: object) => ({ op: 'add', path: 'roles', value });
    expect(refusal(() => patched(user, [add(many), add(more)], dialects.strict))).toBe(
      'payloadTooLarge',
    );
  });
});
