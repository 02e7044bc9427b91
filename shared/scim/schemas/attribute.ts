import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';

type Characteristics = Partial<Omit<AttributeDefinition, 'name' | 'description'>>;

/**
 * A row of a schema table: what is not said has the default of RFC 7643 section 2.2. References and
 * binaries are case exact (sections 2.3.6 and 2.3.7), an attribute with sub-attributes is complex.
 */
export function attribute(
  name: string,
  description: string,
  characteristics: Characteristics = {},
): AttributeDefinition {
  const type = characteristics.type ?? (characteristics.subAttributes ? 'complex' : 'string');
  return {
    name,
    type,
    multiValued: false,
    description,
    required: false,
    caseExact: type === 'reference' || type === 'binary',
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...characteristics,
  };
}

/**
 * A multi-valued attribute with the sub-attributes of RFC 7643 section 2.4.
 *
 * @param value What is particular to the `value` sub-attribute.
 * @param types The canonical values of `type`; none when every label is as good as another.
 */
export function labelledValues(
  name: string,
  description: string,
  types: readonly string[] = [],
  value: Characteristics = {},
): AttributeDefinition {
  return attribute(name, description, {
    multiValued: true,
    subAttributes: [
      attribute('value', 'The value itself.', value),
      attribute('display', 'The value as shown to people.'),
      typeLabel(types),
      primaryFlag,
    ],
  });
}

export function typeLabel(types: readonly string[]): AttributeDefinition {
  const description = 'What the value is for.';
  return attribute('type', description, types.length > 0 ? { canonicalValues: types } : {});
}

export const primaryFlag = attribute(
  'primary',
  'Whether this is the preferred value; true for one value at most.',
  { type: 'boolean' },
);
