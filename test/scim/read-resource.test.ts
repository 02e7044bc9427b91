import { describe, expect, test } from 'vitest';
import type { JsonValue } from '#shared/kernel/json.ts';
import { dialects } from '#shared/scim/dialect.ts';
import { readResource } from '#shared/scim/read-resource.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import { json, pollution } from './support/json.ts';
import { BADGE, leastProbe, PROBE, probeType } from './support/probe-type.ts';
import { detail, refusal } from './support/refusal.ts';

const { strict, okta, entra, lenient } = dialects;
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const read = (body: object, dialect = strict) =>
  readResource(userType, json({ schemas: [USER, ENTERPRISE], userName: 'bo', ...body }), dialect);
const readProbe = (body: object, dialect = strict) =>
  readResource(probeType, json({ ...leastProbe, ...body }), dialect);

describe('RFC 7643 2.1: names are canonical, whatever case came in', () => {
  test('attributes, sub-attributes and extensions', () => {
    const body = {
      SCHEMAS: [USER.toUpperCase(), ENTERPRISE],
      USERNAME: 'bo',
      Name: { GIVENNAME: 'Bo' },
      eMails: [{ VALUE: 'b@example.com', Primary: true }],
      [ENTERPRISE.toUpperCase()]: { DEPARTMENT: 'Legal' },
    };
    expect(readResource(userType, json(body), strict)).toEqual({
      userName: 'bo',
      name: { givenName: 'Bo' },
      emails: [{ value: 'b@example.com', primary: true }],
      [ENTERPRISE]: { department: 'Legal' },
    });
  });

  test('two spellings of one attribute contradict each other', () => {
    expect(refusal(() => read({ USERNAME: 'other' }))).toBe('invalidSyntax');
    expect(refusal(() => read({ name: { givenName: 'a', GIVENNAME: 'b' } }))).toBe('invalidSyntax');
  });

  test('everything has no prototype', () => {
    const attributes = read({ name: { givenName: 'Bo' }, [ENTERPRISE]: { department: 'x' } });
    for (const object of [attributes, attributes['name'], attributes[ENTERPRISE]]) {
      expect(Object.getPrototypeOf(object)).toBeNull();
    }
  });
});

describe('RFC 7644 3.3: readOnly attributes SHALL be ignored', () => {
  test('id, meta, groups and manager.displayName', () => {
    const body = {
      id: 5,
      meta: 'anything',
      groups: [{ value: 'g' }],
      [ENTERPRISE]: { manager: { value: 'm', displayName: 7 } },
    };
    expect(read(body)).toEqual({ userName: 'bo', [ENTERPRISE]: { manager: { value: 'm' } } });
  });
});

describe('RFC 7643 2.5: null and an empty array are unassigned', () => {
  test('at every level', () => {
    const body = {
      title: null,
      roles: [],
      name: { givenName: null },
      emails: [null, { value: null }, { value: 'a@b.example', display: null }],
      [ENTERPRISE]: { department: null, manager: { value: null } },
    };
    expect(read(body)).toEqual({ userName: 'bo', emails: [{ value: 'a@b.example' }] });
    expect(read({ [ENTERPRISE]: null })).toEqual({ userName: 'bo' });
  });

  test('an empty string is a value, except where the dialect says otherwise', () => {
    const body = { title: '', name: { givenName: '' }, active: true };
    expect(read(body)).toMatchObject({ title: '', name: { givenName: '' } });
    expect(read(body, lenient)).toEqual({ userName: 'bo', active: true });
    expect(refusal(() => read({ active: '' }))).toBe('invalidValue');
    expect(read({ active: '' }, lenient)).toEqual({ userName: 'bo' });
  });
});

describe('RFC 7643 2.2: what is required must be there', () => {
  test.each<[string, object]>([
    ['userName', { userName: null }],
    ['userName', { userName: '' }],
    ['userName', { userName: '  ' }],
  ])('%s: %j', (name, body) => {
    expect(refusal(() => read(body))).toBe('invalidValue');
    expect(detail(() => read(body))).toContain(`Attribute ${name} is required`);
  });

  test.each<[string, object]>([
    ['parts', { parts: [] }],
    ['parts.value', { parts: [{ maker: 'x' }] }],
    [`${BADGE}:number`, { [BADGE]: { color: 'red' } }],
    [BADGE, { [BADGE]: null }],
  ])('%s: %j', (name, body) => {
    expect(refusal(() => readProbe(body))).toBe('invalidValue');
    expect(detail(() => readProbe(body))).toContain(`Attribute ${name} is required`);
  });
});

describe('RFC 7643 2.4: multi-valued attributes', () => {
  test('primary is true at most once', () => {
    const two = [
      { value: 'a@b.example', primary: true },
      { value: 'c@d.example', primary: true },
    ];
    expect(refusal(() => read({ emails: two }))).toBe('invalidValue');
    expect(detail(() => read({ emails: two }))).toContain('emails');
  });

  test('the same value and type are one value; what the later says prevails', () => {
    const emails = [
      { value: 'A@b.example', type: 'work' },
      { value: 'a@b.example', type: 'home' },
      { value: 'a@B.example', type: 'Work', primary: true },
    ];
    expect(read({ emails })['emails']).toEqual([
      { value: 'a@B.example', type: 'Work', primary: true },
      { value: 'a@b.example', type: 'home' },
    ]);
  });

  test('without a value, only equal ones are one', () => {
    const addresses = [
      { type: 'work', locality: 'Oslo' },
      { locality: 'Oslo', type: 'work' },
    ];
    expect(read({ addresses })['addresses']).toHaveLength(1);
    expect(read({ addresses: [...addresses, { type: 'work' }] })['addresses']).toHaveLength(2);
  });

  test('simple values', () => {
    expect(readProbe({ tags: ['a', 'A', 'b'] })['tags']).toEqual(['a', 'b']);
  });

  test('a single value needs its array, except where the dialect says otherwise', () => {
    const emails = { value: 'a@b.example' };
    expect(refusal(() => read({ emails }))).toBe('invalidValue');
    expect(read({ emails }, lenient)['emails']).toEqual([emails]);
  });
});

describe('limits', () => {
  const values = (count: number) => Array.from({ length: count }, (_, n) => ({ value: `v${n}` }));

  test('1,000 values of an attribute', () => {
    expect(read({ roles: values(1_000) })['roles']).toHaveLength(1_000);
    expect(refusal(() => read({ roles: values(1_001) }))).toBe('payloadTooLarge');
  });

  test('10,000 members of a group', () => {
    const group = (count: number) =>
      readResource(
        groupType,
        json({ schemas: [GROUP], displayName: 'g', members: values(count) }),
        strict,
      );
    expect(group(10_000)['members']).toHaveLength(10_000);
    expect(refusal(() => group(10_001))).toBe('payloadTooLarge');
  });
});

describe('password is accepted and not kept', () => {
  test('checked like any other value', () => {
    expect(read({ password: 't0p secret' })).toEqual({ userName: 'bo' });
    expect(refusal(() => read({ password: 5 }))).toBe('invalidValue');
  });
});

describe('a wrong value names its attribute', () => {
  test.each<[string, object]>([
    ['userName', { userName: 5 }],
    ['name', { name: 'Bo' }],
    ['name.givenName', { name: { givenName: {} } }],
    ['emails.value', { emails: [{ value: 5 }] }],
    ['emails.primary', { emails: [{ value: 'a', primary: 'yes' }] }],
    [`${ENTERPRISE}:manager.value`, { [ENTERPRISE]: { manager: { value: 1 } } }],
    [ENTERPRISE, { [ENTERPRISE]: 'Legal' }],
    ['externalId', { externalId: ['x'] }],
  ])('%s', (name, body) => {
    expect(refusal(() => read(body))).toBe('invalidValue');
    expect(detail(() => read(body))).toContain(`Attribute ${name} `);
  });

  test.each<JsonValue>([null, 'text', 5, true, []])('a body that is no object: %j', (body) => {
    expect(refusal(() => readResource(userType, body, lenient))).toBe('invalidSyntax');
  });
});

describe('RFC 7643 3: schemas', () => {
  const withSchemas = (schemas: unknown, body: object = {}) =>
    json({ ...(schemas !== undefined && { schemas }), userName: 'bo', ...body });
  const cases: [string, object][] = [
    ['absent', withSchemas(undefined)],
    ['empty', withSchemas([])],
    ['without the core schema', withSchemas([ENTERPRISE])],
    ['without the extension in use', withSchemas([USER], { [ENTERPRISE]: { department: 'x' } })],
  ];

  test.each(cases)('%s: strict, okta and entra refuse, lenient does not mind', (_name, body) => {
    for (const dialect of [strict, okta, entra]) {
      expect(refusal(() => readResource(userType, json(body), dialect))).toBe('invalidSyntax');
    }
    expect(readResource(userType, json(body), lenient)).toMatchObject({ userName: 'bo' });
  });

  test('a schema that the type does not have: strict refuses, the others drop it', () => {
    const body = withSchemas([USER, GROUP]);
    expect(refusal(() => readResource(userType, body, strict))).toBe('invalidSyntax');
    for (const dialect of [okta, entra, lenient]) {
      expect(readResource(userType, body, dialect)).toEqual({ userName: 'bo' });
    }
  });

  test.each<unknown>([USER, 5, { 0: USER }, [5]])('%j is no array of strings', (schemas) => {
    for (const dialect of [strict, lenient]) {
      const code = refusal(() => readResource(userType, withSchemas(schemas), dialect));
      expect(code).toBe('invalidSyntax');
    }
  });
});

describe('what the schema does not know', () => {
  const bodies: object[] = [
    { favouriteColor: 'red' },
    { name: { nothing: 'x' } },
    { emails: [{ value: 'a@b.example', nothing: 1 }] },
    { [ENTERPRISE]: { nothing: 'x' } },
    { 'urn:example:unknown': { a: 1 } },
    { constructor: { prototype: { polluted: true } }, toString: 'x' },
    JSON.parse('{ "__proto__": { "polluted": true } }'),
    { name: JSON.parse('{ "__proto__": { "polluted": true }, "givenName": "Bo" }') },
  ];

  test.each(bodies)('%j: strict refuses, the others drop it', (body) => {
    const parsed = json({ ...JSON.parse(JSON.stringify(body)) });
    for (const key of Object.keys(body)) parsed[key] = json(body)[key] ?? null;
    Object.assign(parsed, json({ schemas: [USER, ENTERPRISE], userName: 'bo' }));
    expect(refusal(() => readResource(userType, parsed, strict))).toBe('invalidSyntax');
    for (const dialect of [okta, entra, lenient]) {
      const attributes = readResource(userType, parsed, dialect);
      expect(JSON.stringify(attributes)).not.toMatch(/nothing|polluted|red|unknown/);
    }
    expect(pollution()).toEqual([]);
  });

  test('a long name is not repeated whole', () => {
    expect(detail(() => read({ ['x'.repeat(5_000)]: 1 })).length).toBeLessThan(400);
  });
});

describe('a type of a tenant', () => {
  test('is read by the same rules', () => {
    const attributes = readProbe({ count: 3, origin: { place: 'Oslo' }, secret: 's', stamp: 'x' });
    expect(attributes).toEqual({
      label: 'a probe',
      parts: [{ value: 'p1' }],
      [BADGE]: { number: '7' },
      count: 3,
      origin: { place: 'Oslo' },
      secret: 's',
      stamp: 'x',
    });
    expect(refusal(() => readProbe({ schemas: [PROBE] }))).toBe('invalidSyntax');
  });
});
