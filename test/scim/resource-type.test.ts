import { describe, expect, test } from 'vitest';
import { parseReference, resolveReference } from '#shared/scim/attribute-reference.ts';
import { defineResourceType } from '#shared/scim/resource-type.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { attribute } from '#shared/scim/schemas/attribute.ts';

const schema = (id: string, ...names: string[]) => ({
  id,
  name: id,
  description: id,
  attributes: names.map((name) => attribute(name, '')),
});

const type = defineResourceType({
  name: 'Thing',
  endpoint: '/Things',
  description: 'Thing',
  schema: schema('urn:thing', 'id', 'label', 'color'),
  extensions: [
    { schema: schema('urn:one', 'size', 'color', 'shared'), required: false },
    { schema: schema('urn:two', 'shared'), required: false },
    { schema: schema('urn:one:v1.0', 'x'), required: false },
  ],
});

const named = (text: string, index = type.attributes) => {
  const reference = parseReference(text);
  const target = reference && resolveReference(index, reference);
  if (!target) return undefined;
  if (target.kind === 'extension') return target.extension.schema.id;
  const { attribute: found, subAttribute } = target;
  return subAttribute ? `${found.path}.${subAttribute.name}` : found.path;
};

describe('RFC 7644 3.10: attribute notation', () => {
  test.each([
    ['label', 'label'],
    ['LABEL', 'label'],
    ['urn:thing:label', 'label'],
    ['URN:Thing:Label', 'label'],
    ['meta.lastModified', 'meta.lastModified'],
    ['externalId', 'externalId'],
    ['schemas', 'schemas'],
    ['urn:one:color', 'urn:one:color'],
    ['color', 'color'],
    ['size', 'urn:one:size'],
    // Of both extensions; one that is attached later must not take the name away from the first.
    ['shared', 'urn:one:shared'],
    ['urn:one', 'urn:one'],
    ['urn:one:v1.0', 'urn:one:v1.0'],
    ['urn:one:v1.0:x', 'urn:one:v1.0:x'],
  ])('%s is %s', (text, expected) => {
    expect(named(text)).toBe(expected);
  });

  test.each([
    'nothing',
    'urn:three:size',
    'urn:thing:size',
    'label.x',
    'urn:thing',
    '',
    '.',
    'a..b',
  ])('%j is nothing', (text) => {
    expect(named(text)).toBeUndefined();
  });

  test('sub-attributes of the built-in types', () => {
    expect(named('NAME.givenname', userType.attributes)).toBe('name.givenName');
    expect(named('manager.$REF', userType.attributes)).toBe(
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.$ref',
    );
  });
});

test('RFC 7643 3.1: the characteristics of common attributes take precedence', () => {
  const id = type.attributes.top.get('id')?.definition;
  expect(id).toMatchObject({ mutability: 'readOnly', returned: 'always', caseExact: true });
});
