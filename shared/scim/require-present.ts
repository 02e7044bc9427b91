import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import type { Attribute } from '#shared/scim/attribute-index.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';

/**
 * Checks that what is required is there (RFC 7643 section 2.2): attributes, sub-attributes of what is
 * present, extensions, and the attributes of an extension that is present.
 *
 * @param before What is as it was before is not checked again, so that a schema may grow stricter.
 * @throws DomainError `invalidValue`
 */
export function requirePresent(type: ResourceType, after: JsonObject, before?: JsonObject): void {
  requireAll(type.attributes.top.values(), after, before);
  for (const { schema, required, attributes } of type.attributes.extensions.values()) {
    const values = after[schema.id];
    if (before && values === before[schema.id]) continue;
    if (isJsonObject(values)) requireAll(attributes.values(), values);
    else if (required) refuseMissing(schema.id);
  }
}

function requireAll(table: Iterable<Attribute>, after: JsonObject, before?: JsonObject): void {
  for (const { definition, path } of table) {
    const value = after[definition.name];
    if (!before || value !== before[definition.name]) requireValue(definition, value, path);
  }
}

function requireValue(
  { required, mutability, subAttributes }: AttributeDefinition,
  value: JsonValue | undefined,
  path: string,
): void {
  // What the server assigns, or does not store, cannot be missing from what it stores.
  const stored = mutability !== 'readOnly' && mutability !== 'writeOnly';
  if (required && stored && isBlank(value)) refuseMissing(path);
  if (!subAttributes || value === undefined) return;
  for (const element of Array.isArray(value) ? value : [value]) {
    if (isJsonObject(element)) requireSubAttributes(subAttributes, element, path);
  }
}

function requireSubAttributes(
  subAttributes: readonly AttributeDefinition[],
  element: JsonObject,
  path: string,
): void {
  for (const sub of subAttributes) {
    if (sub.required) requireValue(sub, element[sub.name], `${path}.${sub.name}`);
  }
}

function isBlank(value: JsonValue | undefined): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}

function refuseMissing(path: string): never {
  throw new DomainError('invalidValue', `Attribute ${path} is required; give it a value.`);
}
