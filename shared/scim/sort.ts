import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import { parseReference } from '#shared/scim/attribute-reference.ts';
import { comparedOperand, type Operand, resolveInResource } from '#shared/scim/filter/operand.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import { compareForm } from '#shared/scim/values/compare-form.ts';
import { parseDateTime } from '#shared/scim/values/parse-date-time.ts';
import { isPrimary } from '#shared/scim/values/primary.ts';

/** What a resource is ordered by; undefined when it has no value there. */
export type SortKey = string | number | undefined;

export interface Sort {
  /** Canonical dotted name of the attribute. */
  readonly path: string;
  /** @param resource A full representation. */
  readonly keyOf: (resource: JsonObject) => SortKey;
}

/** Code units of a string that count in the order: a cursor has to carry them. */
export const MAX_SORT_KEY = 256;

/**
 * Reads `sortBy` (RFC 7644 section 3.4.2.3). A complex attribute stands for its `value`, as it does in a filter;
 * of several values the primary one counts, or else the first.
 *
 * @returns undefined when the type has no such attribute.
 * @throws DomainError `invalidValue` when the attribute has no order, or an answer never shows it.
 */
export function compileSort(type: ResourceType, sortBy: string): Sort | undefined {
  const reference = parseReference(sortBy);
  const named = reference && resolveInResource(type)(reference);
  if (!named) return undefined;
  const operand = comparedOperand(named);
  const { definition, keys, path } = operand;
  if (operand.secret) return refuse(operand, 'it is never shown');
  if (!definition || definition.type === 'complex') {
    return refuse(operand, 'name one of its sub-attributes, as in name.givenName');
  }
  const toKey = keyReader(definition);
  return {
    path,
    keyOf(resource) {
      const value = preferredValue(resource, keys);
      return value === undefined ? undefined : toKey(value);
    },
  };
}

/** Ascending, by Unicode code points; whatever has no key comes last. */
export function compareSortKeys(left: SortKey, right: SortKey): number {
  if (left === right) return 0;
  if (left === undefined) return 1;
  if (right === undefined) return -1;
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  // Only where two resource types give one name to attributes of different types.
  return typeof left === 'number' ? -1 : 1;
}

/** Follows the keys, and at each multi-valued attribute on the way its primary or first value. */
function preferredValue(resource: JsonObject, keys: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = resource;
  for (const key of keys) value = preferred(isJsonObject(value) ? value[key] : undefined);
  return value;
}

function preferred(value: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(value) ? (value.find(isPrimary) ?? value[0]) : value;
}

function keyReader({ type, caseExact }: AttributeDefinition): (value: JsonValue) => SortKey {
  if (type === 'dateTime') {
    return (value) => (typeof value === 'string' ? parseDateTime(value) : undefined);
  }
  if (type === 'boolean')
    return (value) => (typeof value === 'boolean' ? Number(value) : undefined);
  if (type === 'integer' || type === 'decimal') {
    return (value) => (typeof value === 'number' ? value : undefined);
  }
  return (value) => {
    if (typeof value !== 'string') return undefined;
    return (caseExact ? value : compareForm(value)).slice(0, MAX_SORT_KEY);
  };
}

function compareText(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index += 1) {
    const [one, other] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (one !== other) return byCodePoint(one) - byCodePoint(other);
  }
  return left.length - right.length;
}

/** UTF-16 puts the surrogates, which stand for what is above all else, below U+E000. */
function byCodePoint(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

function refuse({ path }: Operand, reason: string): never {
  throw new DomainError('invalidValue', `sortBy cannot be ${path}: ${reason}.`);
}
