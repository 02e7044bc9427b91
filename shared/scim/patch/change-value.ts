import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import { loosenShape } from '#shared/scim/values/loosen-shape.ts';
import { addValues, subtractValues } from '#shared/scim/values/merge-values.ts';
import {
  isEmpty,
  isUnassigned,
  readList,
  readSubAttributes,
  readValue,
  requireCount,
} from '#shared/scim/values/read-value.ts';

/** What a step does to its target, whatever that is. */
export interface Change {
  readonly op: 'add' | 'remove' | 'replace';
  readonly value: JsonValue | undefined;
  readonly dialect: Dialect;
  /** The target in dotted notation, for error messages. */
  readonly path: string;
}

/**
 * The value of an attribute or sub-attribute after a step whose path names it without a filter
 * (RFC 7644 sections 3.5.2.1 to 3.5.2.3); undefined when it is unassigned then.
 *
 * @throws DomainError `invalidValue`, `invalidSyntax`, `payloadTooLarge`
 */
export function changeValue(
  definition: AttributeDefinition,
  before: JsonValue | undefined,
  change: Change,
): JsonValue | undefined {
  if (definition.multiValued) return changeList(definition, listOf(before), change);
  const { op, value, dialect, path } = change;
  if (op === 'remove' || isUnassigned(value, dialect)) return undefined;
  if (definition.type !== 'complex') return readValue(definition, value, dialect, path);
  return mergeComplex(definition, isJsonObject(before) ? before : newObject(), change);
}

export function listOf(value: JsonValue | undefined): JsonValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function changeList(
  definition: AttributeDefinition,
  before: JsonValue[],
  change: Change,
): JsonValue[] | undefined {
  const { op, value, dialect, path } = change;
  if (op === 'remove') return removeFromList(definition, before, change);
  // One value may be given as it is, without a list around it (RFC 7644 section 3.5.2.1).
  const given = isUnassigned(value, dialect)
    ? undefined
    : readList(definition, listOf(value), dialect, path);
  if (op === 'replace') return given;
  if (!given) return before.length > 0 ? before : undefined;
  const after = addValues(definition, before, given);
  requireCount(definition, after.length, path);
  return after;
}

function removeFromList(
  definition: AttributeDefinition,
  before: JsonValue[],
  { value, dialect, path }: Change,
): JsonValue[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!dialect.removeByValue) {
    const detail = `remove takes no value; select what goes by a filter: ${path}[value eq "…"].`;
    throw new DomainError('invalidValue', detail);
  }
  const given = readList(definition, listOf(value), dialect, path) ?? [];
  const after = subtractValues(definition, before, given);
  return after.length > 0 ? after : undefined;
}

/** Sub-attributes that the value does not name are left unchanged (RFC 7644 section 3.5.2.3). */
export function mergeComplex(
  definition: AttributeDefinition,
  before: JsonObject,
  { value = null, dialect, path }: Change,
): JsonObject | undefined {
  const shaped = dialect.looseShapes ? loosenShape(definition, value) : value;
  const after = Object.assign(newObject(), before);
  for (const [sub, given] of readSubAttributes(definition, shaped, dialect, path)) {
    if (given === undefined) delete after[sub.name];
    else after[sub.name] = given;
  }
  return isEmpty(after) ? undefined : after;
}
