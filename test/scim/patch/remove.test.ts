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
  name: { givenName: 'Bo', familyName: 'Ek' },
  emails: [
    { value: 'b@work.example', type: 'work', display: 'w' },
    { value: 'b@home.example', type: 'home', display: 'h' },
  ],
  [ENTERPRISE]: { department: 'Legal', manager: { value: 'm' } },
});
const { schemas: _, ...probe } = json({
  ...leastProbe,
  serial: 'S1',
  tags: ['a', 'B'],
  origin: { place: 'Oslo', comment: 'c' },
});

const remove = (path?: string) => ({ op: 'remove', path });
const ofUser = (...operations: object[]) => patched(user, operations);
const ofProbe = (...operations: object[]) => patched(json(probe), operations, strict, probeType);

describe('RFC 7644 3.5.2.2 remove', () => {
  test('without a path: noTarget', () => {
    expect(refusal(() => ofUser(remove()))).toBe('noTarget');
    expect(refusal(() => ofUser({ op: 'remove', value: { nickName: 'B' } }))).toBe('noTarget');
  });

  test('single-valued: unassigned', () => {
    expect(ofUser(remove('nickName'))).not.toHaveProperty('nickName');
    expect(ofUser(remove('name'))).not.toHaveProperty('name');
    expect(ofUser(remove('name.givenName'))['name']).toEqual({ familyName: 'Ek' });
  });

  test('a complex attribute without sub-attributes is unassigned', () => {
    const after = ofUser(remove('name.givenName'), remove('name.familyName'));
    expect(after).not.toHaveProperty('name');
  });

  test('multi-valued without a filter: all values are removed', () => {
    expect(ofUser(remove('emails'))).not.toHaveProperty('emails');
    expect(ofProbe(remove('tags'))).not.toHaveProperty('tags');
  });

  test('by a filter: the values that match are removed', () => {
    expect(ofUser(remove('emails[type eq "work" and value ew "example"]'))['emails']).toEqual([
      { value: 'b@home.example', type: 'home', display: 'h' },
    ]);
    expect(ofProbe(remove('tags[value eq "b"]'))['tags']).toEqual(['a']);
  });

  test('by a filter: none left is unassigned', () => {
    expect(ofUser(remove('emails[type pr]'))).not.toHaveProperty('emails');
  });

  test('a sub-attribute, of the values that match or of all', () => {
    expect(ofUser(remove('emails[type eq "work"].display'))['emails']).toEqual([
      { value: 'b@work.example', type: 'work' },
      { value: 'b@home.example', type: 'home', display: 'h' },
    ]);
    const after = ofUser(remove('emails.display'));
    expect(JSON.stringify(after['emails'])).not.toContain('display');
    expect(after['emails']).toHaveLength(2);
  });

  test('extensions, whole or in part', () => {
    expect(ofUser(remove(ENTERPRISE))).not.toHaveProperty([ENTERPRISE]);
    expect(ofUser(remove(`${ENTERPRISE}:manager.value`))[ENTERPRISE]).toEqual({
      department: 'Legal',
    });
  });

  test.each([
    'title',
    'ims',
    'emails[type eq "other"]',
    'ims[type eq "x"].value',
    'name.middleName',
  ])('what is absent: success, no change (%s)', (path) => {
    for (const dialect of Object.values(dialects)) {
      expect(equalJson(patched(user, [remove(path)], dialect), user)).toBe(true);
    }
  });

  test.each([
    ['userName', () => ofUser(remove('userName'))],
    ['label', () => ofProbe(remove('label'))],
    ['parts', () => ofProbe(remove('parts'))],
    ['parts[value eq "p1"]', () => ofProbe(remove('parts[value eq "p1"]'))],
    ['parts.value', () => ofProbe(remove('parts.value'))],
    [`${BADGE}:number`, () => ofProbe(remove(`${BADGE}:number`))],
    [BADGE, () => ofProbe(remove(BADGE))],
    ['schemas', () => ofUser(remove('schemas'))],
  ])('required: mutability (%s)', (_path, call) => {
    expect(refusal(call)).toBe('mutability');
  });

  test.each([
    ['id', () => ofUser(remove('id'))],
    ['meta', () => ofUser(remove('meta'))],
    ['groups', () => ofUser(remove('groups'))],
    ['serial', () => ofProbe(remove('serial'))],
    ['origin', () => ofProbe(remove('origin'))],
    ['origin.place', () => ofProbe(remove('origin.place'))],
  ])('readOnly or immutable: mutability (%s)', (_path, call) => {
    expect(refusal(call)).toBe('mutability');
  });

  test('an immutable neighbour stays', () => {
    expect(ofProbe(remove('origin.comment'))['origin']).toEqual({ place: 'Oslo' });
  });

  test('a value is not what the RFC selects by: refused, as nobody should lose the rest', () => {
    const operation = { ...remove('emails'), value: [{ value: 'b@work.example' }] };
    expect(refusal(() => ofUser(operation))).toBe('invalidValue');
    expect(ofUser({ ...remove('emails'), value: null })).not.toHaveProperty('emails');
  });
});
