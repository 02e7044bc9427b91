import { describe, expect, test } from 'vitest';
import { equalJson } from '#shared/kernel/json.ts';
import { dialects } from '#shared/scim/dialect.ts';
import { json } from '../support/json.ts';
import { patched } from '../support/patched.ts';
import { BADGE, leastProbe, probeType } from '../support/probe-type.ts';
import { refusal } from '../support/refusal.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const { strict } = dialects;

const user = json({
  userName: 'bo',
  nickName: 'B',
  name: { givenName: 'Bo' },
  emails: [
    { value: 'b@work.example', type: 'work', primary: true },
    { value: 'b@home.example', type: 'home' },
  ],
});
const { schemas: _, ...probe } = json({
  ...leastProbe,
  serial: 'S1',
  tags: ['a'],
  parts: [{ value: 'p1', maker: 'ACME', aliases: ['x'] }],
});

const add = (path: string | undefined, value: unknown) => ({ op: 'add', path, value });
const ofUser = (...operations: object[]) => patched(user, operations);
const ofProbe = (...operations: object[]) => patched(json(probe), operations, strict, probeType);

describe('RFC 7644 3.5.2.1 add', () => {
  test('without a path: the value holds attributes of the resource', () => {
    const emails = [{ value: 'babs@jensen.example', type: 'home' }];
    const after = ofUser(add(undefined, { emails, nickname: 'Babs', title: null }));
    expect(after['nickName']).toBe('Babs');
    expect(after['emails']).toHaveLength(3);
    expect(after).not.toHaveProperty('title');
  });

  test('the target does not exist: attribute and value are added', () => {
    expect(ofUser(add('title', 'Boss'))['title']).toBe('Boss');
    expect(ofUser(add('name.familyName', 'Ek'))['name']).toEqual({
      givenName: 'Bo',
      familyName: 'Ek',
    });
    expect(ofUser(add('ims', { value: 'x', type: 'aim' }))['ims']).toEqual([
      { value: 'x', type: 'aim' },
    ]);
    expect(ofUser(add('ims.value', 'x'))['ims']).toEqual([{ value: 'x' }]);
  });

  test('complex: sub-attributes of the value are set, others left', () => {
    const after = ofUser(add('name', { familyName: 'Ek', honorificPrefix: null }));
    expect(after['name']).toEqual({ givenName: 'Bo', familyName: 'Ek' });
    expect(refusal(() => ofUser(add('name', 'Bo Ek')))).toBe('invalidValue');
  });

  test('multi-valued: a new value is added, one or a list of them', () => {
    const one = { value: 'c@work.example', type: 'work' };
    expect(ofUser(add('emails', one))['emails']).toHaveLength(3);
    expect(ofUser(add('emails', [one, { value: 'd' }]))['emails']).toHaveLength(4);
    expect(ofProbe(add('tags', 'b'))['tags']).toEqual(['a', 'b']);
  });

  test('single-valued: the existing value is replaced', () => {
    expect(ofUser(add('nickName', 'Bosse'))['nickName']).toBe('Bosse');
  });

  test.each([
    add('nickName', 'B'),
    add('emails', [{ value: 'B@work.example', type: 'Work' }]),
    add('emails', [{ value: 'b@home.example' }]),
    add('emails', []),
    add('emails[type eq "home"].value', 'b@home.example'),
    add('name', { givenName: 'Bo' }),
    add(undefined, { nickName: 'B', emails: [{ value: 'b@home.example', type: 'home' }] }),
  ])('the target already contains the value: no change (%j)', (operation) => {
    expect(equalJson(ofUser(operation), user)).toBe(true);
  });

  test('the same value and type with something new is updated, not doubled', () => {
    const after = ofUser(add('emails', { value: 'b@home.example', type: 'home', display: 'B' }));
    expect(after['emails']).toEqual([
      { value: 'b@work.example', type: 'work', primary: true },
      { value: 'b@home.example', type: 'home', display: 'B' },
    ]);
  });

  test('by a filter: sub-attributes are added to the values that match', () => {
    const after = ofUser(
      add('emails[type eq "home"]', { display: 'at home' }),
      add('emails[value ew ".example"].display', 'all'),
    );
    expect(after['emails']).toEqual([
      { value: 'b@work.example', type: 'work', primary: true, display: 'all' },
      { value: 'b@home.example', type: 'home', display: 'all' },
    ]);
  });

  test('by a filter that matches nothing: noTarget', () => {
    expect(refusal(() => ofUser(add('emails[type eq "other"].value', 'x')))).toBe('noTarget');
    expect(refusal(() => ofUser(add('ims[type eq "aim"]', { value: 'x' })))).toBe('noTarget');
  });

  test('values within a value', () => {
    const after = ofProbe(add('parts[value eq "p1"].aliases', ['y', 'X']));
    expect(after['parts']).toMatchObject([{ aliases: ['x', 'y'] }]);
  });

  test('without a value: invalidValue', () => {
    expect(refusal(() => ofUser({ op: 'add', path: 'title' }))).toBe('invalidValue');
    expect(refusal(() => ofUser({ op: 'add' }))).toBe('invalidValue');
    expect(refusal(() => ofUser(add(undefined, 'x')))).toBe('invalidValue');
    expect(refusal(() => ofUser(add(undefined, [{ title: 'x' }])))).toBe('invalidValue');
  });
});

describe('RFC 7644 3.5.2: extensions come and go with their attributes', () => {
  test.each([
    add(`${ENTERPRISE}:department`, 'Legal'),
    add(ENTERPRISE, { department: 'Legal' }),
    add(undefined, { [ENTERPRISE]: { department: 'Legal' } }),
    add('schemas', [ENTERPRISE]),
  ])('%j', (operation) => {
    const after = ofUser(operation, add(`${ENTERPRISE}:department`, 'Legal'));
    expect(after[ENTERPRISE]).toEqual({ department: 'Legal' });
    const without = patched(after, [{ op: 'remove', path: `${ENTERPRISE}:department` }]);
    expect(without).not.toHaveProperty([ENTERPRISE]);
  });

  test('an extension in use keeps its other attributes', () => {
    const after = ofProbe(add(`${BADGE}:color`, 'red'));
    expect(after[BADGE]).toEqual({ number: '7', color: 'red' });
  });
});

describe('RFC 7644 3.5.2: a new primary value makes the others not primary', () => {
  const primary = { value: 'c@work.example', primary: true };
  test.each<[object, boolean[]]>([
    [add('emails', primary), [false, false, true]],
    [add('emails[type eq "home"].primary', true), [false, true]],
    [add('emails[type eq "home"]', { primary: true }), [false, true]],
    [add('emails', { value: 'b@home.example', type: 'home', primary: true }), [false, true]],
    [add('emails', { value: 'c', primary: false }), [true, false, false]],
  ])('%j', (operation, expected) => {
    const emails = json({ emails: ofUser(operation)['emails'] })['emails'];
    const flags = Array.isArray(emails)
      ? emails.map((each) => JSON.stringify(each).includes('"primary":true'))
      : [];
    expect(flags).toEqual(expected);
  });

  test('two at once contradict each other', () => {
    expect(refusal(() => ofUser(add('emails', [primary, { ...primary, value: 'd' }])))).toBe(
      'invalidValue',
    );
    expect(refusal(() => ofUser(add('emails.primary', true)))).toBe('invalidValue');
  });
});

describe('RFC 7644 3.5.2: mutability', () => {
  test.each([
    add('id', 'other'),
    add('meta.version', 'x'),
    add('groups', [{ value: 'g' }]),
    add(undefined, { groups: [{ value: 'g' }] }),
    add(undefined, { id: 'other' }),
    add(`${ENTERPRISE}:manager.displayName`, 'x'),
  ])('readOnly: %j', (operation) => {
    expect(refusal(() => ofUser(operation))).toBe('mutability');
  });

  test('what the server assigns is ignored where it is its own', () => {
    const value = { id: '2819c223', meta: { version: 'x' }, schemas: ['x'], title: 'Boss' };
    expect(ofUser(add(undefined, value))).toEqual({ ...user, title: 'Boss' });
    expect(ofUser(add('id', '2819c223'))).toEqual(user);
  });

  test('readOnly sub-attributes of a value are ignored', () => {
    const after = ofUser(add(`${ENTERPRISE}:manager`, { value: 'm', displayName: 'M' }));
    expect(after[ENTERPRISE]).toEqual({ manager: { value: 'm' } });
  });

  test('immutable: may be added while there is none', () => {
    expect(ofProbe(add('origin.place', 'Oslo'))['origin']).toEqual({ place: 'Oslo' });
    expect(ofProbe(add('serial', 'S1'))['serial']).toBe('S1');
    expect(refusal(() => ofProbe(add('serial', 'S2')))).toBe('mutability');
    expect(refusal(() => ofProbe(add('parts[value eq "p1"].maker', 'Other')))).toBe('mutability');
    expect(refusal(() => ofProbe(add('parts[value eq "p1"]', { maker: 'Other' })))).toBe(
      'mutability',
    );
  });

  test('writeOnly: checked, not kept', () => {
    expect(ofUser(add('password', 'secret'))).toEqual(user);
    expect(refusal(() => ofUser(add('password', 5)))).toBe('invalidValue');
  });
});
