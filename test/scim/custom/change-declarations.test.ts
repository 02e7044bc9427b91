import { describe, expect, test } from 'vitest';
import {
  withoutResourceType,
  withoutSchema,
  withResourceType,
  withSchema,
} from '#shared/scim/custom/change-declarations.ts';
import { checkDeclarations } from '#shared/scim/custom/check-declarations.ts';
import { type Declarations, noDeclarations } from '#shared/scim/custom/declarations.ts';
import { declaredTypes } from '#shared/scim/custom/declared-types.ts';
import { demandsOf } from '#shared/scim/custom/demands.ts';
import { ENTERPRISE_USER } from '#shared/scim/messages.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { problemOf, schemaOf } from './support/declared.ts';

const A = 'urn:example:a';
const B = 'urn:example:b';
const onUser = { resourceType: 'User', required: false };
const type = (name: string, schema = A, endpoint = `/${name}s`) => ({
  type: { name, endpoint, description: '', schema },
  extensions: [],
});
const device = withResourceType(withSchema(noDeclarations, schemaOf(A, 'x')), type('Device'));
const badge = withSchema(noDeclarations, schemaOf(A, 'x'), onUser);

describe('declarations', () => {
  test('leave the built-in types alone that they do not extend', () => {
    const [user, group, own] = declaredTypes(device);
    expect(user).toBe(userType);
    expect(group?.name).toBe('Group');
    expect(own).toMatchObject({ name: 'Device', endpoint: '/Devices', schema: { id: A } });
  });

  test('put their extensions behind those that are there, in the order of attachment', () => {
    const both = withSchema(badge, schemaOf(B, 'department', 'x'), onUser);
    const again = withSchema(both, schemaOf(A, 'x', 'y'));
    const [user] = declaredTypes(again);
    expect(user?.extensions.map(({ schema }) => schema.id)).toEqual([ENTERPRISE_USER, A, B]);
    const named = (name: string) => user?.attributes.unqualified.get(name)?.path;
    expect(named('department')).toBe(`${ENTERPRISE_USER}:department`);
    expect(named('x')).toBe(`${A}:x`);
  });

  test('lose with a schema what it extends, and with a type its extensions', () => {
    expect(withoutSchema(badge, A)).toEqual(noDeclarations);
    const extended = withResourceType(withSchema(device, schemaOf(B, 'y')), {
      ...type('Device'),
      extensions: [{ resourceType: 'Device', schema: B, required: true }],
    });
    expect(withoutResourceType(extended, 'Device').extensions).toEqual([]);
  });

  test.each<[string, () => unknown]>([
    [
      'notFound There is no resource type Robot',
      () => withSchema(badge, schemaOf(A, 'x'), { resourceType: 'Robot', required: false }),
    ],
    ['notFound This tenant has no schema urn:example:b', () => withoutSchema(badge, B)],
    [
      'conflict urn:example:a is the schema of the resource type Device',
      () => withoutSchema(device, A),
    ],
    [
      'notFound This tenant declared no resource type User',
      () => withoutResourceType(device, 'User'),
    ],
  ])('are not changed: %s', (problem, change) => {
    expect(problemOf(change)).toContain(problem);
  });

  const many = (count: number, make: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => make(n));
  const unique = (n: number) => ({ name: `u${n}`, uniqueness: 'server' });
  test.each<[string, Declarations]>([
    [
      'conflict The schema urn:example:a is there already; urn:example:A',
      withSchema(badge, schemaOf('urn:example:A', 'x')),
    ],
    [
      `conflict The schema ${ENTERPRISE_USER} is there already`,
      withSchema(badge, schemaOf(ENTERPRISE_USER, 'x')),
    ],
    [
      'conflict urn:example:a:x is both a schema and the attribute x',
      withSchema(badge, schemaOf(`${A}:X`, 'y')),
    ],
    [
      `conflict ${ENTERPRISE_USER}:manager is both`,
      withSchema(badge, schemaOf(`${ENTERPRISE_USER}:manager`, 'y')),
    ],
    [
      'conflict The resource type Device is there already; DEVICE',
      withResourceType(device, type('DEVICE', A, '/Others')),
    ],
    [
      'conflict The endpoint /Devices is there already; /devices',
      withResourceType(device, type('Other', A, '/devices')),
    ],
    [
      'notFound This tenant has no schema urn:example:b',
      withResourceType(device, type('Other', B)),
    ],
    [
      'conflict urn:example:a is a schema of Device already',
      withSchema(device, schemaOf(A, 'x'), { resourceType: 'Device', required: false }),
    ],
    [
      'conflict User may have 5 unique attributes',
      withSchema(noDeclarations, schemaOf(A, ...many(6, String).map((_, n) => unique(n))), onUser),
    ],
    [
      'conflict A tenant may declare 50 schemas',
      many(51, (n) => `urn:example:s${n}`).reduce(
        (all, urn) => withSchema(all, schemaOf(urn, 'x')),
        noDeclarations,
      ),
    ],
    [
      'conflict A tenant may declare 20 resource types',
      many(21, (n) => `T${n}`).reduce((all, name) => withResourceType(all, type(name)), device),
    ],
    [
      'payloadTooLarge',
      withSchema(
        badge,
        schemaOf(
          B,
          ...many(100, (n) => `a${n}`).map((name) => ({ name, description: 'd'.repeat(1_000) })),
        ),
      ),
    ],
  ])('are refused: %s', (problem, declarations) => {
    expect(problemOf(() => checkDeclarations(declarations))).toContain(problem);
  });
});

describe('stored resources stand in the way of', () => {
  const before = schemaOf(
    A,
    { name: 'x' },
    { name: 'unique', uniqueness: 'server' },
    { name: 'needed', required: true },
    { name: 'parts', type: 'complex', multiValued: true, subAttributes: [{ name: 'value' }] },
  );
  const changed = (name: string, rest: object | undefined) => ({
    ...before,
    attributes: before.attributes.flatMap((each) => {
      if (each.name !== name) return [each];
      return rest ? [{ ...each, ...rest }] : [];
    }),
  });
  const more = schemaOf(A, { name: 'extra', required: true }).attributes;
  const reasons = (after: typeof before) => {
    const demands = demandsOf(
      withSchema(noDeclarations, before, onUser),
      withSchema(noDeclarations, after, onUser),
    );
    return demands.map(({ type: { name }, extension, reason }) => [name, extension, reason]);
  };

  test.each<[string, typeof before]>([
    ['removes the attribute x', changed('x', undefined)],
    ['changes the type of x to integer', changed('x', { type: 'integer' })],
    ['changes whether x is multiValued', changed('x', { multiValued: true })],
    ['makes x required', changed('x', { required: true })],
    ['changes the uniqueness of x', changed('x', { uniqueness: 'server' })],
    ['changes the uniqueness of unique', changed('unique', { uniqueness: 'none' })],
    [
      'changes whether unique, which is unique, is caseExact',
      changed('unique', { caseExact: true }),
    ],
    ['changes whether values of x are kept', changed('x', { mutability: 'writeOnly' })],
    ['removes the attribute parts.value', changed('parts', { subAttributes: more })],
    ['adds extra as required', { ...before, attributes: [...before.attributes, ...more] }],
  ])('a change that %s', (reason, after) => {
    expect(reasons(after)).toEqual([['User', A, reason]]);
  });

  test.each<[string, typeof before]>([
    [
      'adds an attribute',
      { ...before, attributes: [...before.attributes, ...schemaOf(A, 'new').attributes] },
    ],
    ['no longer requires one', changed('needed', { required: false })],
    ['makes one immutable', changed('x', { mutability: 'immutable', returned: 'request' })],
    [
      'describes another way',
      { ...changed('x', { description: 'X', canonicalValues: ['1'] }), name: 'N' },
    ],
    ['compares without case what is not unique', changed('x', { caseExact: true })],
  ])('no change that %s', (_, after) => {
    expect(reasons(after)).toEqual([]);
  });

  test('taking an extension away, and requiring one, but not the other ways round', () => {
    const required = withSchema(badge, schemaOf(A, 'x'), { ...onUser, required: true });
    expect(demandsOf(badge, noDeclarations)).toMatchObject([{ extension: A }]);
    expect(demandsOf(badge, required)).toMatchObject([
      { type: { name: 'User' }, reason: `requires the extension ${A} of every User` },
    ]);
    expect(demandsOf(badge, required)[0]).not.toHaveProperty('extension');
    expect(demandsOf(noDeclarations, required)).toHaveLength(1);
    expect(demandsOf(required, badge)).toEqual([]);
    expect(demandsOf(noDeclarations, badge)).toEqual([]);
  });

  test('removing a type, or making it of another schema', () => {
    const other = withResourceType(withSchema(device, schemaOf(B, 'x')), type('Device', B));
    expect(demandsOf(device, withoutResourceType(device, 'Device'))).toMatchObject([
      { type: { name: 'Device' }, reason: 'removes the resource type Device' },
    ]);
    expect(demandsOf(device, other)).toMatchObject([{ reason: 'makes Device of another schema' }]);
    expect(demandsOf(device, withResourceType(device, type('Device', A, '/Things')))).toEqual([]);
  });
});
