import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import { MAX_VALUES } from '#shared/scim/limits.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import { collapseDuplicates } from '#shared/scim/values/collapse-duplicates.ts';
import { loosenShape } from '#shared/scim/values/loosen-shape.ts';
import { requireOnePrimary } from '#shared/scim/values/primary.ts';
import { readSimple } from '#shared/scim/values/read-simple.ts';
import { refuseValue } from '#shared/scim/values/refuse-value.ts';

/** Characters of a client's own attribute name that an error repeats. */
const LONGEST_NAME = 200;

/** Null, an empty array and nothing at all are the same state (RFC 7643 section 2.5). */
export function isUnassigned(
  value: JsonValue | undefined,
  dialect: Dialect,
): value is null | undefined {
  if (value === undefined || value === null) return true;
  if (value === '') return dialect.emptyStringClears;
  return Array.isArray(value) && value.length === 0;
}

/**
 * Reads what a client gives as the whole of an attribute, or of a sub-attribute: names become
 * canonical, types are checked, readOnly parts dropped and duplicates collapsed.
 *
 * @param path The attribute in dotted notation, for error messages.
 * @returns undefined when the value means that the attribute is unassigned.
 * @throws DomainError `invalidValue`, `invalidSyntax` (unknown sub-attribute), `payloadTooLarge`
 */
export function readValue(
  definition: AttributeDefinition,
  value: JsonValue | undefined,
  dialect: Dialect,
  path: string,
): JsonValue | undefined {
  if (isUnassigned(value, dialect)) return undefined;
  if (!definition.multiValued) return readSingle(definition, value, dialect, path);
  if (Array.isArray(value)) return readList(definition, value, dialect, path);
  if (dialect.looseShapes) return readList(definition, [value], dialect, path);
  return refuseValue(path, 'must be an array', value);
}

/** Reads the values of a multi-valued attribute. */
export function readList(
  definition: AttributeDefinition,
  values: readonly JsonValue[],
  dialect: Dialect,
  path: string,
): JsonValue[] | undefined {
  requireCount(definition, values.length, path);
  const read: JsonValue[] = [];
  for (const value of values) {
    const element = isUnassigned(value, dialect)
      ? undefined
      : readSingle(definition, value, dialect, path);
    if (element !== undefined) read.push(element);
  }
  const elements = collapseDuplicates(definition, read);
  requireOnePrimary(definition, elements, path);
  return elements.length > 0 ? elements : undefined;
}

/** @throws DomainError `payloadTooLarge` for more values than an attribute may have. */
export function requireCount(definition: AttributeDefinition, count: number, path: string): void {
  const most = definition.maxValues ?? MAX_VALUES;
  if (count <= most) return;
  const detail = `Attribute ${path} has ${count} values; at most ${most} are accepted.`;
  throw new DomainError('payloadTooLarge', detail);
}

/** Reads one value of an attribute, whether or not it may have more. */
export function readSingle(
  definition: AttributeDefinition,
  given: JsonValue,
  dialect: Dialect,
  path: string,
): JsonValue | undefined {
  const value = dialect.looseShapes ? loosenShape(definition, given) : given;
  if (isUnassigned(value, dialect)) return undefined;
  if (definition.type !== 'complex') return readSimple(definition, value, dialect, path);
  const object = newObject();
  for (const [sub, read] of readSubAttributes(definition, value, dialect, path)) {
    if (read !== undefined) object[sub.name] = read;
  }
  return isEmpty(object) ? undefined : object;
}

/** The sub-attributes that an object names, with undefined for those that it unassigns. */
export function readSubAttributes(
  definition: AttributeDefinition,
  value: JsonValue,
  dialect: Dialect,
  path: string,
): Map<AttributeDefinition, JsonValue | undefined> {
  if (!isJsonObject(value)) return refuseValue(path, 'must be an object', value);
  const read = new Map<AttributeDefinition, JsonValue | undefined>();
  for (const key of Object.keys(value)) {
    const sub = findSubAttribute(definition, key);
    if (!sub) refuseUnknown(`${path}.${key}`, dialect);
    if (!sub || sub.mutability === 'readOnly') continue;
    if (read.has(sub)) refuseTwice(`${path}.${sub.name}`);
    read.set(sub, readValue(sub, value[key], dialect, `${path}.${sub.name}`));
  }
  return read;
}

function findSubAttribute(
  definition: AttributeDefinition,
  key: string,
): AttributeDefinition | undefined {
  const subAttributes = definition.subAttributes ?? [];
  const exact = subAttributes.find(({ name }) => name === key);
  if (exact) return exact;
  const lower = key.toLowerCase();
  return subAttributes.find(({ name }) => name.toLowerCase() === lower);
}

/** Does nothing in a dialect that drops what the schema does not know. */
export function refuseUnknown(path: string, dialect: Dialect): void {
  if (dialect.ignoreUnknown) return;
  const shown = path.length > LONGEST_NAME ? `${path.slice(0, LONGEST_NAME)}…` : path;
  const detail = `Attribute ${shown} is not in the schema; leave it out or correct its name.`;
  throw new DomainError('invalidSyntax', detail);
}

export function refuseTwice(path: string): never {
  const detail = `Attribute ${path} is given twice; names do not differ by upper and lower case.`;
  throw new DomainError('invalidSyntax', detail);
}

export function isEmpty(object: JsonObject): boolean {
  for (const _ in object) return false;
  return true;
}
