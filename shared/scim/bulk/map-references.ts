import { isJsonObject, type JsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import { bulkReference } from '#shared/scim/bulk/bulk-reference.ts';
import { namesReference, type ReferenceNames } from '#shared/scim/bulk/reference-names.ts';
import { memberOf } from '#shared/scim/schemas-attribute.ts';

/** What a bulkId stands for; undefined takes the value that has the reference away. */
export type Resolve = (bulkId: string) => string | undefined;

/**
 * Data of an operation with every reference to a bulkId resolved. A reference is what stands where an attribute
 * names another resource (`members.value`, `manager`, `$ref`); elsewhere the same text is just text.
 */
export function mapReferences(names: ReferenceNames, data: JsonValue, resolve: Resolve): JsonValue {
  if (Array.isArray(data)) return data.map((each) => mapReferences(names, each, resolve));
  if (!isJsonObject(data)) return data;
  const mapped = newObject();
  for (const [key, value] of Object.entries(data)) {
    const fresh = namesReference(names, key)
      ? mapValue(value, resolve)
      : mapReferences(names, value, resolve);
    if (fresh !== undefined) mapped[key] = fresh;
  }
  return mapped;
}

/** The same for the data of a PATCH, where an operation's path says what its value is. */
export function mapPatchReferences(
  names: ReferenceNames,
  data: JsonValue,
  resolve: Resolve,
): JsonValue {
  if (!isJsonObject(data)) return data;
  const operations = memberOf(data, 'Operations');
  if (!Array.isArray(operations)) return data;
  const mapped = operations.map((each) =>
    isJsonObject(each) ? mapOperation(names, each, resolve) : each,
  );
  return withMember(data, 'Operations', mapped);
}

function mapOperation(names: ReferenceNames, operation: JsonObject, resolve: Resolve): JsonObject {
  const path = memberOf(operation, 'path');
  const value = memberOf(operation, 'value');
  if (typeof path !== 'string' || !namesReference(names, path)) {
    if (value === undefined) return operation;
    return withMember(operation, 'value', mapReferences(names, value, resolve));
  }
  const mapped = withMember(operation, 'path', mapFilter(path, resolve));
  return value === undefined ? mapped : withMember(mapped, 'value', mapValue(value, resolve));
}

/** `members[value eq "bulkId:x"]`. */
function mapFilter(path: string, resolve: Resolve): string {
  return path.replaceAll(/"([^"\\]*)"/g, (whole, text) => {
    const fresh = mapText(text, resolve);
    return fresh === undefined ? whole : JSON.stringify(fresh);
  });
}

/** The value of an attribute that refers: an id, an object that holds one, or a list of these. */
function mapValue(value: JsonValue, resolve: Resolve): JsonValue | undefined {
  if (typeof value === 'string') return mapText(value, resolve);
  if (Array.isArray(value)) {
    return value.map((each) => mapValue(each, resolve)).filter((each) => each !== undefined);
  }
  if (!isJsonObject(value)) return value;
  const mapped = newObject();
  for (const [key, member] of Object.entries(value)) {
    const refers = typeof member === 'string' && /^(?:value|\$ref)$/i.test(key);
    const fresh = refers ? mapText(member, resolve) : member;
    if (fresh === undefined) return undefined;
    mapped[key] = fresh;
  }
  return mapped;
}

function mapText(text: string, resolve: Resolve): string | undefined {
  const reference = bulkReference(text);
  if (!reference) return text;
  const id = resolve(reference.bulkId);
  return id === undefined ? undefined : `${reference.base}${id}`;
}

/** A copy in which a member, whatever the case of its name was, has another value. */
function withMember(object: JsonObject, name: string, value: JsonValue | undefined): JsonObject {
  const copy = newObject();
  for (const [key, member] of Object.entries(object)) {
    if (key.toLowerCase() !== name.toLowerCase()) copy[key] = member;
  }
  if (value !== undefined) copy[name] = value;
  return copy;
}
