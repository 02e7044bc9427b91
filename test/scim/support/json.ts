import { isJsonObject, type JsonObject, parseJson } from '#shared/kernel/json.ts';

/** A literal as it would arrive in a body: null-prototype data. */
export function json(literal: object): JsonObject {
  const parsed = parseJson(JSON.stringify(literal));
  if (!isJsonObject(parsed)) throw new TypeError('not a JSON object');
  return parsed;
}

/** Fails once something has been written to the prototype that all objects share. */
export function pollution(): readonly string[] {
  const added = Reflect.ownKeys(Object.prototype)
    .map(String)
    .filter((key) => !original.has(key));
  return added;
}

const original = new Set(Reflect.ownKeys(Object.prototype).map(String));
