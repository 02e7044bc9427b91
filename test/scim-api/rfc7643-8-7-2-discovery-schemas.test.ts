import { expect, test } from 'vitest';
import { RESOURCE_TYPE, SCHEMA, SERVICE_PROVIDER_CONFIG } from '#shared/scim/messages.ts';
import type { Body } from '../support/world.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import type { PublishedAttribute } from './support/published-type.ts';

/** What every resource has without its schema saying so. */
const COMMON = ['schemas', 'id', 'externalId', 'meta'];

const jsonTypes: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  integer: 'number',
  decimal: 'number',
  complex: 'object',
};

/** What in an object its schema does not allow, as sentences. */
function faultsIn(
  object: Body,
  attributes: readonly PublishedAttribute[],
  common: readonly string[] = [],
): string[] {
  const known = [...attributes.map(({ name }) => name), ...common];
  const unknown = Object.keys(object).filter((name) => !known.includes(name));
  return [
    ...unknown.map((name) => `${name} is unknown`),
    ...attributes.flatMap((attribute) => faultsOf(attribute, object[attribute.name], attributes)),
  ];
}

function faultsOf(
  attribute: PublishedAttribute,
  value: unknown,
  siblings: readonly PublishedAttribute[],
): string[] {
  const { name, type, multiValued, required } = attribute;
  // "subAttributes" has the sub-attributes of "attributes" (RFC 7643 section 7), however deep it goes.
  const parts = name === 'subAttributes' ? siblings : (attribute.subAttributes ?? []);
  if (value === undefined) return required ? [`${name} is missing`] : [];
  if (Array.isArray(value) !== multiValued) return [`${name} is a list or not`];
  return [value].flat().flatMap((each) => {
    if (typeof each !== (jsonTypes[type] ?? 'string')) return [`${name} is no ${type}`];
    return type === 'complex' ? faultsIn(each, parts) : unlisted(attribute, each);
  });
}

function unlisted({ name, canonicalValues }: PublishedAttribute, value: unknown): string[] {
  const listed = canonicalValues?.includes(String(value)) ?? true;
  return listed ? [] : [`${name} is not one of its canonical values`];
}

inEachDialect(['strict'], (it) => {
  const attributesOf = async (urn: string): Promise<PublishedAttribute[]> =>
    (await it.client('GET', `/Schemas/${urn}`)).body.attributes;

  test.each([
    ['/ServiceProviderConfig', SERVICE_PROVIDER_CONFIG],
    ['/ResourceTypes', RESOURCE_TYPE],
    ['/Schemas', SCHEMA],
  ])('RFC 7643 7: %s answers what the schema that it names describes', async (path, urn) => {
    const { body } = await it.client('GET', path);
    const resources: Body[] = body.Resources ?? [body];
    const attributes = await attributesOf(urn);
    expect(attributes.length).toBeGreaterThan(3);
    for (const resource of resources) {
      expect(resource.schemas).toEqual([urn]);
      expect({ of: resource.id, faults: faultsIn(resource, attributes, COMMON) }).toEqual({
        of: resource.id,
        faults: [],
      });
    }
  });

  test.each(['/ServiceProviderConfig', '/ResourceTypes/User', `/Schemas/${SCHEMA}`])(
    'RFC 7643 3.1: %s is where its Content-Location says',
    async (path) => {
      const { headers, body } = await it.client('GET', path);
      expect(headers.get('content-location')).toBe(body.meta.location);
      expect((await it.client('GET', body.meta.location)).body).toEqual(body);
    },
  );

  test('nothing of it can be changed', async () => {
    const flat = (attributes: readonly PublishedAttribute[]): PublishedAttribute[] =>
      attributes.flatMap((each) => [each, ...flat(each.subAttributes ?? [])]);
    for (const urn of [SERVICE_PROVIDER_CONFIG, RESOURCE_TYPE, SCHEMA]) {
      const all = flat(await attributesOf(urn));
      expect(new Set(all.map(({ mutability }) => mutability))).toEqual(new Set(['readOnly']));
    }
  });

  test('the base schema and the extensions of a resource type are schemas that are published', async () => {
    const { body } = await it.client('GET', '/ResourceTypes');
    const urns = body.Resources.flatMap(({ schema, schemaExtensions = [] }: Body) => [
      schema,
      ...schemaExtensions.map((each: Body) => each.schema),
    ]);
    expect(urns.length).toBeGreaterThan(2);
    for (const urn of urns) {
      expect((await it.client('GET', `/Schemas/${urn}`)).body.id).toBe(urn);
    }
  });
});
