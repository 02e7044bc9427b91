import { isJsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import { refuseValue } from '#shared/scim/values/refuse-value.ts';

export function isPrimary(element: JsonValue): boolean {
  return isJsonObject(element) && element['primary'] === true;
}

/** `true` must not appear more than once (RFC 7643 section 2.4). */
export function requireOnePrimary(
  definition: AttributeDefinition,
  elements: readonly JsonValue[],
  path: string,
): void {
  if (definition.type !== 'complex') return;
  if (elements.filter(isPrimary).length > 1) {
    refuseValue(path, 'must not have more than one value whose primary is true');
  }
}

/** What becomes of a value when another one is made primary (RFC 7644 section 3.5.2). */
export function demote(element: JsonValue): JsonValue {
  if (!isJsonObject(element) || element['primary'] !== true) return element;
  return Object.assign(newObject(), element, { primary: false });
}
