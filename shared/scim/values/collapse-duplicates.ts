import { isJsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import { compareForm } from '#shared/scim/values/compare-form.ts';

/**
 * Makes one of the values that agree in `value` and `type`, or entirely when they have no `value`:
 * no such pair may be returned twice (RFC 7643 section 2.4). What the later one says prevails.
 */
export function collapseDuplicates(
  definition: AttributeDefinition,
  elements: readonly JsonValue[],
): JsonValue[] {
  const distinct = new Map<string, JsonValue>();
  for (const element of elements) {
    const identity = identityOf(definition, element);
    const earlier = distinct.get(identity);
    distinct.set(identity, earlier === undefined ? element : mergeElements(earlier, element));
  }
  return [...distinct.values()];
}

function mergeElements(earlier: JsonValue, later: JsonValue): JsonValue {
  if (!isJsonObject(earlier) || !isJsonObject(later)) return earlier;
  return Object.assign(newObject(), earlier, later);
}

function identityOf(definition: AttributeDefinition, element: JsonValue): string {
  const value = valueKey(definition, element);
  if (value === undefined) return `?${canonicalText(element)}`;
  const type = isJsonObject(element) ? element['type'] : undefined;
  return JSON.stringify([value, typeof type === 'string' ? compareForm(type) : null]);
}

/** The significant value of an element as it is compared; undefined when it has none. */
export function valueKey(definition: AttributeDefinition, element: JsonValue): string | undefined {
  const simple = isJsonObject(element)
    ? definition.subAttributes?.find(({ name }) => name === 'value')
    : definition;
  const value = isJsonObject(element) ? element['value'] : element;
  if (value === undefined || !simple) return undefined;
  return typeof value === 'string' && !simple.caseExact ? compareForm(value) : canonicalText(value);
}

/** JSON text that does not depend on the order of an object's members. */
function canonicalText(value: JsonValue): string {
  if (!isJsonObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return JSON.stringify(names.map((name) => [name, value[name]]));
}
