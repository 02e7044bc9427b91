import { isJsonObject, type JsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import type { Attribute } from '#shared/scim/attribute-index.ts';
import { isEmpty } from '#shared/scim/values/read-value.ts';

/** The value of an attribute, wherever in the resource it stands. */
export function readSlot(attributes: JsonObject, attribute: Attribute): JsonValue | undefined {
  const { extension, definition } = attribute;
  if (extension === undefined) return attributes[definition.name];
  const container = attributes[extension];
  return isJsonObject(container) ? container[definition.name] : undefined;
}

/**
 * Sets an attribute, or takes it away when the value is undefined. Only the top level of
 * `attributes` is written to: an extension is copied, since others may hold it.
 */
export function writeSlot(
  attributes: JsonObject,
  { extension, definition }: Attribute,
  value: JsonValue | undefined,
): void {
  if (extension === undefined) {
    assign(attributes, definition.name, value);
    return;
  }
  const container = newObject();
  Object.assign(container, attributes[extension]);
  assign(container, definition.name, value);
  assign(attributes, extension, isEmpty(container) ? undefined : container);
}

function assign(object: JsonObject, name: string, value: JsonValue | undefined): void {
  if (value === undefined) delete object[name];
  else object[name] = value;
}

/** A copy of an object in which one member has another value; undefined when nothing is left. */
export function withMember(
  object: JsonObject,
  name: string,
  value: JsonValue | undefined,
): JsonObject | undefined {
  const copy = Object.assign(newObject(), object);
  assign(copy, name, value);
  return isEmpty(copy) ? undefined : copy;
}
