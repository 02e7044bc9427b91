import { DomainError } from '#shared/kernel/domain-error.ts';
import { equalJson, isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import { readSlot, writeSlot } from '#shared/scim/attribute-slot.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';

/**
 * Holds an attribute to its mutability: what is immutable may be given a value once, not another
 * one and none (RFC 7643 section 7). Looks into a complex attribute, not into a list of values.
 *
 * @throws DomainError `mutability`
 */
export function requireUnchanged(
  definition: AttributeDefinition,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: string,
): void {
  if (before === undefined || before === after) return;
  if (definition.mutability === 'immutable') {
    if (equalJson(before, after)) return;
    const detail = `Attribute ${path} is immutable and has a value already; leave it as it is.`;
    throw new DomainError('mutability', detail);
  }
  if (definition.multiValued || !isJsonObject(before)) return;
  for (const sub of definition.subAttributes ?? []) {
    const kept = isJsonObject(after) ? after[sub.name] : undefined;
    requireUnchanged(sub, before[sub.name], kept, `${path}.${sub.name}`);
  }
}

/** Holds all attributes of a resource to {@link requireUnchanged}. */
export function requireImmutableUnchanged(
  type: ResourceType,
  before: JsonObject,
  after: JsonObject,
): void {
  for (const attribute of type.attributes.immutable) {
    const { definition, path } = attribute;
    requireUnchanged(definition, readSlot(before, attribute), readSlot(after, attribute), path);
  }
}

/** Gives a replacement what it leaves out and cannot take away: the immutable attributes. */
export function keepImmutable(type: ResourceType, before: JsonObject, after: JsonObject): void {
  for (const attribute of type.attributes.immutable) {
    if (attribute.definition.mutability !== 'immutable') continue;
    const value = readSlot(before, attribute);
    if (value !== undefined && readSlot(after, attribute) === undefined) {
      writeSlot(after, attribute, value);
    }
  }
}
