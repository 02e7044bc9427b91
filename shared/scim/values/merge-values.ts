import { equalJson, isJsonObject, type JsonValue } from '#shared/kernel/json.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import { collapseDuplicates, valueKey } from '#shared/scim/values/collapse-duplicates.ts';
import { compareForm } from '#shared/scim/values/compare-form.ts';
import { demote, isPrimary } from '#shared/scim/values/primary.ts';

/**
 * Adds values to those of a multi-valued attribute (RFC 7644 section 3.5.2.1): what is there
 * already stays as it is, what agrees in value and type is updated, and a new primary value takes
 * the place of the old one.
 */
export function addValues(
  definition: AttributeDefinition,
  existing: readonly JsonValue[],
  given: readonly JsonValue[],
): JsonValue[] {
  const byValue = Map.groupBy(existing, (element) => valueKey(definition, element));
  const added = given.filter((element) => {
    const candidates = byValue.get(valueKey(definition, element)) ?? [];
    return !candidates.some((candidate) => isPartOf(definition, element, candidate));
  });
  const kept = added.some(isPrimary) ? existing.map(demote) : existing;
  return collapseDuplicates(definition, [...kept, ...added]);
}

/** Takes away the values that have everything that one of the given ones says. */
export function subtractValues(
  definition: AttributeDefinition,
  existing: readonly JsonValue[],
  given: readonly JsonValue[],
): JsonValue[] {
  const byValue = Map.groupBy(given, (element) => valueKey(definition, element));
  const withoutValue = byValue.get(undefined) ?? [];
  return existing.filter((element) => {
    const key = valueKey(definition, element);
    const candidates = key === undefined ? withoutValue : (byValue.get(key) ?? []);
    const matched = (part: JsonValue) => isPartOf(definition, part, element);
    return !candidates.some(matched) && !withoutValue.some(matched);
  });
}

function isPartOf(definition: AttributeDefinition, part: JsonValue, whole: JsonValue): boolean {
  if (!isJsonObject(part) || !isJsonObject(whole)) return sameValue(definition, part, whole);
  return (definition.subAttributes ?? []).every((sub) => {
    const value = part[sub.name];
    return value === undefined || sameValue(sub, value, whole[sub.name]);
  });
}

function sameValue(
  { caseExact }: AttributeDefinition,
  left: JsonValue,
  right: JsonValue | undefined,
): boolean {
  if (caseExact || typeof left !== 'string' || typeof right !== 'string') {
    return equalJson(left, right);
  }
  return compareForm(left) === compareForm(right);
}
