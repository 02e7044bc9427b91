import { isJsonObject, type JsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';

/**
 * Brings one value into the shape of its attribute, for dialects with `looseShapes`; what fits
 * already, or cannot be made to fit, is handed back as it is.
 */
export function loosenShape(definition: AttributeDefinition, value: JsonValue): JsonValue {
  const [only] = Array.isArray(value) && value.length === 1 ? value : [value];
  const single = only ?? value;
  if (definition.type !== 'complex') return isJsonObject(single) ? unwrap(single) : single;
  if (!definition.subAttributes?.some(({ name }) => name === 'value')) return single;
  if (isJsonObject(single)) return unpackJson(single);
  if (typeof single !== 'string' && typeof single !== 'number') return single;
  return unpackJson(Object.assign(newObject(), { value: single }));
}

function unwrap(object: JsonObject): JsonValue {
  return Object.hasOwn(object, 'value') ? (object['value'] ?? null) : object;
}

/** Entra sends application roles as `{"value": "{\"id\":…,\"value\":\"Admin\",\"displayName\":…}"}`. */
function unpackJson(element: JsonObject): JsonObject {
  const packed = parseObject(element['value']);
  if (!packed) return element;
  const { value, displayName } = packed;
  const display = typeof displayName === 'string' ? { display: displayName } : {};
  return Object.assign(newObject(), display, element, { value });
}

function parseObject(text: JsonValue | undefined): Record<string, unknown> | undefined {
  if (typeof text !== 'string' || !text.startsWith('{')) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    const named = isJsonObject(parsed) && typeof parsed['value'] === 'string';
    return named ? parsed : undefined;
  } catch {
    return undefined;
  }
}
