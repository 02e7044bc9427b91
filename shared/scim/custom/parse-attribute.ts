import type { JsonValue } from '#shared/kernel/json.ts';
import { DeclaredObject, refuseDeclared } from '#shared/scim/custom/declared-object.ts';
import { MAX_ATTRIBUTES, MAX_NAME } from '#shared/scim/custom/limits.ts';
import type { AttributeDefinition, AttributeType } from '#shared/scim/schema-definition.ts';
import { attribute } from '#shared/scim/schemas/attribute.ts';

/** ATTRNAME of RFC 7643 section 2.1. */
const ATTRIBUTE_NAME = /^[a-z][\w$-]*$/i;

const members = [
  'name',
  'type',
  'multiValued',
  'description',
  'required',
  'canonicalValues',
  'caseExact',
  'mutability',
  'returned',
  'uniqueness',
  'referenceTypes',
  'subAttributes',
];
const types: readonly AttributeType[] = [
  'string',
  'boolean',
  'decimal',
  'integer',
  'dateTime',
  'binary',
  'reference',
  'complex',
];
const simpleTypes = types.filter((type) => type !== 'complex');
const mutabilities = ['readOnly', 'readWrite', 'immutable', 'writeOnly'] as const;
const returnedValues = ['always', 'never', 'default', 'request'] as const;
const uniquenesses = ['none', 'server', 'global'] as const;

/** Every resource has the first four; memberships are those of groups. */
const RESERVED = ['schemas', 'id', 'externalId', 'meta', 'members', 'groups'];

/**
 * Reads the attributes of a schema (RFC 7643 section 7); what one does not say has the default of section 2.2.
 *
 * @throws DomainError `invalidValue` naming the place, such as `attributes[3].subAttributes[0].type`.
 */
export function parseAttributes(schema: DeclaredObject): AttributeDefinition[] {
  const definitions = parseList(schema, 'attributes', parseAttribute);
  for (const [index, { name }] of definitions.entries()) {
    const reserved = RESERVED.find((each) => each.toLowerCase() === name.toLowerCase());
    if (reserved === undefined) continue;
    schema.refuse(
      `attributes[${index}].name`,
      `${reserved} is a name that Rollcall gives its meaning; leave it out or choose another`,
    );
  }
  return definitions;
}

function parseList(
  owner: DeclaredObject,
  name: string,
  parse: (value: JsonValue, place: string) => AttributeDefinition,
): AttributeDefinition[] {
  const values = owner.list(name, MAX_ATTRIBUTES) ?? [];
  if (values.length === 0) return owner.refuse(name, 'must have at least one attribute');
  const places = new Map<string, string>();
  return values.map((value, index) => {
    const place = owner.placeOf(`${name}[${index}]`);
    const definition = parse(value, place);
    const key = definition.name.toLowerCase();
    const earlier = places.get(key);
    if (earlier !== undefined) refuseDeclared(`${place}.name`, `is that of ${earlier} already`);
    places.set(key, place);
    return definition;
  });
}

function parseAttribute(value: JsonValue, place: string): AttributeDefinition {
  const object = new DeclaredObject(value, place, members);
  const hasParts = object.member('subAttributes') !== undefined;
  const type = object.keyword('type', types) ?? (hasParts ? 'complex' : 'string');
  if (type !== 'complex' && hasParts) {
    object.refuse('subAttributes', 'is only for attributes of type complex');
  }
  const definition = {
    ...parseCharacteristics(object, type),
    ...(type === 'complex' && {
      subAttributes: parseList(object, 'subAttributes', parseSubAttribute),
    }),
  };
  requireGuardable(object, definition);
  return definition;
}

function parseSubAttribute(value: JsonValue, place: string): AttributeDefinition {
  const object = new DeclaredObject(value, place, members);
  if (object.member('subAttributes') !== undefined || object.member('type') === 'complex') {
    object.refuse('type', 'cannot be complex: a sub-attribute has no parts of its own');
  }
  const definition = parseCharacteristics(object, object.keyword('type', simpleTypes) ?? 'string');
  if (definition.uniqueness !== 'none') {
    object.refuse('uniqueness', 'must be none: it is kept for whole attributes');
  }
  return definition;
}

function parseCharacteristics(object: DeclaredObject, type: AttributeType): AttributeDefinition {
  const canonicalValues = object.texts('canonicalValues');
  const referenceTypes = object.texts('referenceTypes');
  if (referenceTypes && type !== 'reference') {
    object.refuse('referenceTypes', 'is only for attributes of type reference');
  }
  // Case exact whatever they say (sections 2.3.6 and 2.3.7): the RFC's own listings say otherwise.
  const isExact = type === 'reference' || type === 'binary';
  const caseExact = object.flag('caseExact') ?? false;
  const mutability = object.keyword('mutability', mutabilities) ?? 'readWrite';
  return attribute(parseName(object, type), object.text('description') ?? '', {
    type,
    multiValued: object.flag('multiValued') ?? false,
    required: object.flag('required') ?? false,
    caseExact: isExact || caseExact,
    mutability,
    returned: parseReturned(object, mutability),
    uniqueness: object.keyword('uniqueness', uniquenesses) ?? 'none',
    ...(canonicalValues && { canonicalValues }),
    ...(referenceTypes && { referenceTypes }),
  });
}

function parseName(object: DeclaredObject, type: AttributeType): string {
  const name = object.requiredText('name', MAX_NAME);
  if (ATTRIBUTE_NAME.test(name) || (name === '$ref' && type === 'reference')) return name;
  return object.refuse(
    'name',
    'must begin with a letter and go on with letters, digits, "$", "-" and "_" (RFC 7643 section 2.1)',
  );
}

function parseReturned(
  object: DeclaredObject,
  mutability: AttributeDefinition['mutability'],
): AttributeDefinition['returned'] {
  const returned = object.keyword('returned', returnedValues);
  if (mutability !== 'writeOnly') return returned ?? 'default';
  if (returned === undefined || returned === 'never') return 'never';
  return object.refuse('returned', 'must be never, as the attribute is writeOnly');
}

function requireGuardable(
  object: DeclaredObject,
  { uniqueness, type, multiValued, mutability }: AttributeDefinition,
): void {
  if (uniqueness === 'none') return;
  const kept = mutability === 'readWrite' || mutability === 'immutable';
  if (type === 'string' && !multiValued && kept) return;
  object.refuse(
    'uniqueness',
    'must be none, unless the attribute is a single string that is readWrite or immutable',
  );
}
