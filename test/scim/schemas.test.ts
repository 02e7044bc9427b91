import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { renderSchema } from '#shared/scim/discovery.ts';
import type { AttributeDefinition, SchemaDefinition } from '#shared/scim/schema-definition.ts';
import { discoverySchemas } from '#shared/scim/schemas/discovery.ts';
import { enterpriseUserSchema } from '#shared/scim/schemas/enterprise-user.ts';
import { groupSchema } from '#shared/scim/schemas/group.ts';
import { userSchema } from '#shared/scim/schemas/user.ts';

const schemas = [userSchema, groupSchema, enterpriseUserSchema];

/** Where the text of RFC 7643 says otherwise than its example in section 8.7.1. */
const deviations: Record<string, string> = {
  'profileUrl.caseExact': 'a reference is case exact (2.3.7)',
  'photos.value.caseExact': 'a reference is case exact (2.3.7)',
  'groups.$ref.caseExact': 'a reference is case exact (2.3.7)',
  'members.$ref.caseExact': 'a reference is case exact (2.3.7)',
  'manager.$ref.caseExact': 'a reference is case exact (2.3.7)',
  'x509Certificates.value.caseExact': 'a binary is case exact (2.3.6)',
  'groups.value.caseExact': 'it holds an id, which is case exact (3.1)',
  'members.value.caseExact': 'it holds an id, which is case exact (3.1)',
  'manager.value.caseExact': 'it holds an id, which is case exact (3.1)',
  'password.caseExact': 'two passwords that differ by case are two passwords',
  'displayName.required': 'REQUIRED for a group (4.2)',
  'ims.type.canonicalValues': '"other" is among the values (4.1.2)',
  'groups.$ref.referenceTypes': 'a user is in groups only (4.1.2)',
  'roles.type.canonicalValues': 'an empty list says nothing',
  'x509Certificates.type.canonicalValues': 'an empty list says nothing',
};

interface Row {
  readonly name: string;
  readonly subAttributes?: readonly Row[] | undefined;
}

const rowsOf = async (): Promise<{ id: string; attributes: Row[] }[]> =>
  JSON.parse(await readFile(new URL('golden/rfc7643-section-8.7.1.json', import.meta.url), 'utf8'));

function differences(expected: Row, actual: Row | undefined, path: string): string[] {
  const { subAttributes = [], ...characteristics } = expected;
  const found = Object.entries(characteristics)
    .filter(([name, value]) => {
      const ours = new Map<string, unknown>(Object.entries(actual ?? {}));
      return JSON.stringify(ours.get(name)) !== JSON.stringify(value);
    })
    .map(([name]) => `${path}.${name}`);
  const below = subAttributes.flatMap((sub) =>
    differences(
      sub,
      actual?.subAttributes?.find(({ name }) => name === sub.name),
      `${path}.${sub.name}`,
    ),
  );
  return [...found, ...below];
}

test('RFC 7643 8.7.1: every attribute and characteristic, but for deviations with a reason', async () => {
  const expected = await rowsOf();
  const found = expected.flatMap(({ id, attributes }) => {
    const schema = schemas.find((each) => each.id === id);
    return attributes.flatMap((row) =>
      differences(row, rowNamed(schema, row.name), row.name).filter(
        (path) => path !== 'displayName.required' || id === groupSchema.id,
      ),
    );
  });
  expect(expected.flatMap(({ attributes }) => attributes)).toHaveLength(29);
  expect(new Set(found)).toEqual(new Set(Object.keys(deviations)));
});

function rowNamed(schema: SchemaDefinition | undefined, name: string): Row | undefined {
  return schema?.attributes.find((each) => each.name === name);
}

test('/Schemas as it is published', async () => {
  const all = [...schemas, ...discoverySchemas];
  const rendered = all.map((schema) => renderSchema(schema, 'https://example.com/scim/v2'));
  await expect(`${JSON.stringify(rendered, null, 2)}\n`).toMatchFileSnapshot(
    'golden/schemas.golden',
  );
});

test('RFC 7643 7: a published schema has no null and no limit of our own', () => {
  const text = JSON.stringify(schemas.map((schema) => renderSchema(schema, 'https://example.com')));
  expect(text).not.toMatch(/null|maxValues/);
  expect(text).toContain('"name":"members"');
});

const namesOf = (attributes: readonly AttributeDefinition[]): string[] =>
  attributes.flatMap(({ name, subAttributes = [] }) => [name, ...namesOf(subAttributes)]);

test('RFC 7643 2.1: names are made of letters, digits, $, - and _', () => {
  const names = [...schemas, ...discoverySchemas].flatMap((each) => namesOf(each.attributes));
  expect(names.length).toBeGreaterThan(100);
  // RFC 7643 itself breaks its rule for $ref, and for nothing else.
  for (const name of names) expect(name).toMatch(/^(?:[a-z][\w$-]*|\$ref)$/i);
});

test('RFC 7643 2.3.8: no part of an attribute of a resource is complex', () => {
  const parts = schemas.flatMap(({ attributes }) =>
    attributes.flatMap((a) => a.subAttributes ?? []),
  );
  expect(parts.length).toBeGreaterThan(30);
  expect(parts.filter(({ type }) => type === 'complex')).toEqual([]);
});

test('RFC 7643 3.1: externalId is case exact wherever it is listed', () => {
  for (const { attributes } of [userSchema, groupSchema]) {
    const listed = attributes.find(({ name }) => name === 'externalId');
    expect(listed).toMatchObject({ caseExact: true, mutability: 'readWrite', required: false });
  }
});

test('RFC 7643 3.3: no extension defines an attribute of the base schema again', () => {
  const base = new Set(userSchema.attributes.map(({ name }) => name.toLowerCase()));
  const again = enterpriseUserSchema.attributes.filter(({ name }) => base.has(name.toLowerCase()));
  expect(again).toEqual([]);
});

test('externalId is listed where clients look for it', () => {
  expect(userSchema.attributes.map(({ name }) => name)).toContain('externalId');
  expect(groupSchema.attributes.map(({ name }) => name)).toContain('externalId');
});
