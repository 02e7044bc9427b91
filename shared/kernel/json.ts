import { DomainError } from '#shared/kernel/domain-error.ts';

export type JsonPrimitive = string | number | boolean | null;
export type JsonValue = JsonPrimitive | JsonValue[] | JsonObject;

/** An object without a prototype: `__proto__` and `constructor` are keys like any other. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** Deepest nesting that a body from outside may have. */
const MAX_JSON_DEPTH = 32;

/** An object that inherits nothing. */
export function newObject(): JsonObject {
  return Object.create(null);
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Parses text from outside into null-prototype data.
 *
 * @throws DomainError `invalidSyntax` when the text is not JSON or nests deeper than {@link MAX_JSON_DEPTH}.
 */
export function parseJson(text: string): JsonValue {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new DomainError('invalidSyntax', 'The body is not valid JSON.', { cause });
  }
  return detach(parsed, 0);
}

function detach(value: unknown, depth: number): JsonValue {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (depth >= MAX_JSON_DEPTH) {
    throw new DomainError('invalidSyntax', `The body nests deeper than ${MAX_JSON_DEPTH} levels.`);
  }
  if (Array.isArray(value)) return value.map((element) => detach(element, depth + 1));
  const copy = newObject();
  for (const [key, member] of Object.entries(value ?? {})) copy[key] = detach(member, depth + 1);
  return copy;
}

/** Structural equality; the order of object members does not matter, that of array elements does. */
export function equalJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((v, index) => equalJson(v, right[index]));
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && equalJson(left[key], right[key]))
  );
}

/** Whether two values are the same once they are stored as JSON, where what is undefined is not there. */
export function sameAsStored(left: unknown, right: unknown): boolean {
  return equalJson(stored(left), stored(right));
}

function stored(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
