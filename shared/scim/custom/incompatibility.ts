import type { AttributeDefinition, SchemaDefinition } from '#shared/scim/schema-definition.ts';

/**
 * The first thing about a schema that values stored under the one before it may contradict, as in "removes the
 * attribute serial"; undefined when there is none. Attributes may be added unless they are required; `required` may
 * be lifted; descriptions, canonical values, `returned`, and `mutability` other than writeOnly may change.
 */
export function incompatibility(
  before: SchemaDefinition,
  after: SchemaDefinition,
): string | undefined {
  return firstIn(before.attributes, after.attributes, '');
}

function firstIn(
  before: readonly AttributeDefinition[],
  after: readonly AttributeDefinition[],
  prefix: string,
): string | undefined {
  const following = new Map(after.map((each) => [each.name, each]));
  for (const definition of before) {
    const path = `${prefix}${definition.name}`;
    const next = following.get(definition.name);
    const found = next ? between(definition, next, path) : `removes the attribute ${path}`;
    if (found !== undefined) return found;
    following.delete(definition.name);
  }
  const required = [...following.values()].find((added) => added.required);
  return required && `adds ${prefix}${required.name} as required`;
}

function between(
  before: AttributeDefinition,
  after: AttributeDefinition,
  path: string,
): string | undefined {
  if (before.type !== after.type) return `changes the type of ${path} to ${after.type}`;
  if (before.multiValued !== after.multiValued) return `changes whether ${path} is multiValued`;
  if (!before.required && after.required) return `makes ${path} required`;
  if (before.uniqueness !== after.uniqueness) return `changes the uniqueness of ${path}`;
  if (before.uniqueness !== 'none' && before.caseExact !== after.caseExact) {
    return `changes whether ${path}, which is unique, is caseExact`;
  }
  if ((before.mutability === 'writeOnly') !== (after.mutability === 'writeOnly')) {
    return `changes whether values of ${path} are kept`;
  }
  return firstIn(before.subAttributes ?? [], after.subAttributes ?? [], `${path}.`);
}
