import { DomainError } from '#shared/kernel/domain-error.ts';
import {
  equalJson,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  newObject,
} from '#shared/kernel/json.ts';
import { readSlot, writeSlot } from '#shared/scim/attribute-slot.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import { isEmpty } from '#shared/scim/values/read-value.ts';

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

/** Gives a replacement what it leaves out and cannot take away: the immutable values. */
export function keepImmutable(type: ResourceType, before: JsonObject, after: JsonObject): void {
  for (const attribute of type.attributes.immutable) {
    const replaced = readSlot(after, attribute);
    const kept = withImmutable(attribute.definition, readSlot(before, attribute), replaced);
    if (kept !== replaced) writeSlot(after, attribute, kept);
  }
}

function withImmutable(
  { mutability, multiValued, subAttributes = [] }: AttributeDefinition,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): JsonValue | undefined {
  if (mutability === 'immutable') return after ?? before;
  if (multiValued || !isJsonObject(before)) return after;
  const object = isJsonObject(after) ? after : newObject();
  for (const sub of subAttributes) {
    const kept = withImmutable(sub, before[sub.name], object[sub.name]);
    if (kept !== undefined) object[sub.name] = kept;
  }
  return isEmpty(object) ? undefined : object;
}
