import { type JsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import type { FilterNode, Literal } from '#shared/scim/filter/filter.ts';
import type { Change } from '#shared/scim/patch/change-value.ts';
import type { PathToAttribute } from '#shared/scim/path.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import { readSingle, readValue } from '#shared/scim/values/read-value.ts';

/**
 * What a path says about the value that it looks for: `{"type": "work"}` for `emails[type eq "work"]`.
 * Undefined when its filter is more than equalities, so that nobody could say which value it means.
 */
export function describedBy({ attribute, filter }: PathToAttribute): JsonObject | undefined {
  if (attribute.definition.type !== 'complex') return undefined;
  const element = newObject();
  for (const term of termsOf(filter?.node)) {
    if (term.kind !== 'compare' || term.operator !== 'eq') return undefined;
    const sub = attribute.subAttributes.get(term.attribute.name.toLowerCase());
    if (!sub) return undefined;
    element[sub.name] = meaning(sub, term.literal);
  }
  return element;
}

/**
 * The value that is described and not there yet: `addresses[type eq "work"].locality` with "Oslo"
 * makes `{"type": "work", "locality": "Oslo"}`. Undefined when the change gives it nothing.
 */
export function createElement(
  { attribute, subAttribute }: PathToAttribute,
  described: JsonObject,
  { value = null, dialect, path }: Change,
): JsonValue | undefined {
  const { definition } = attribute;
  const given = subAttribute
    ? readValue(subAttribute, value, dialect, path)
    : readSingle(definition, value, dialect, path);
  if (given === undefined) return undefined;
  const base = readSingle(definition, described, dialect, attribute.path);
  return Object.assign(newObject(), base, subAttribute ? { [subAttribute.name]: given } : given);
}

function termsOf(node: FilterNode | undefined): readonly FilterNode[] {
  if (!node) return [];
  return node.kind === 'and' ? node.operands : [node];
}

/** `value eq 12` means the text "12" where the attribute holds text. */
function meaning({ type }: AttributeDefinition, { value, text }: Literal): JsonValue {
  return type === 'string' && value !== null ? text : value;
}
