import { isJsonObject, type JsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import type { Part, Shape } from '#shared/scim/projection-shape.ts';
import { isEmpty } from '#shared/scim/values/read-value.ts';

/** A copy with only what is in the shape. */
export function keepOnly(object: JsonObject, shape: Shape): JsonObject {
  const kept = newObject();
  for (const name of Object.keys(object)) {
    const part = shape.get(name);
    const value = object[name];
    if (part === undefined || value === undefined) continue;
    const left = part === true ? value : within(value, (inner) => keepOnly(inner, part));
    if (left !== undefined) kept[name] = left;
  }
  return kept;
}

/** A copy with everything but what is in the shape; the object itself when it has nothing of that. */
export function leaveOut(object: JsonObject, shape: Shape): JsonObject {
  let rest: JsonObject | undefined;
  for (const [name, part] of shape) {
    const value = object[name];
    if (value === undefined) continue;
    rest ??= Object.assign(newObject(), object);
    const left = remainder(value, part);
    if (left === undefined) delete rest[name];
    else rest[name] = left;
  }
  return rest ?? object;
}

function remainder(value: JsonValue, part: Part): JsonValue | undefined {
  return part === true ? undefined : within(value, (inner) => leaveOut(inner, part));
}

/** Changes an object, or each in a list, and drops what is empty then. */
function within(
  value: JsonValue,
  change: (object: JsonObject) => JsonObject,
): JsonValue | undefined {
  if (Array.isArray(value)) {
    const elements = value.map((each) => within(each, change));
    const left = elements.filter((each) => each !== undefined);
    return left.length > 0 ? left : undefined;
  }
  if (!isJsonObject(value)) return value;
  const changed = change(value);
  return isEmpty(changed) ? undefined : changed;
}
