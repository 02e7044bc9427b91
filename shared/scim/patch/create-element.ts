import { type JsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import type { Attribute } from '#shared/scim/attribute-index.ts';
import type { FilterNode, Literal } from '#shared/scim/filter/filter.ts';
import type { Change } from '#shared/scim/patch/change-value.ts';
import type { PathToAttribute } from '#shared/scim/path.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import { readSingle, readValue } from '#shared/scim/values/read-value.ts';

/**
 * The value that a path describes and that is not there yet: `addresses[type eq "work"].locality`
 * with "Oslo" makes `{"type": "work", "locality": "Oslo"}`. Undefined when the filter is more than
 * equalities, so that nobody could say which value it means.
 */
export function createElement(path: PathToAttribute, change: Change): JsonValue | undefined {
  const { attribute, filter, subAttribute } = path;
  const { definition } = attribute;
  const described = filter ? describe(attribute, filter.node) : newObject();
  if (!described || definition.type !== 'complex') return undefined;
  const { value = null, dialect } = change;
  const given = subAttribute
    ? { [subAttribute.name]: readValue(subAttribute, value, dialect, change.path) }
    : readSingle(definition, value, dialect, change.path);
  const base = readSingle(definition, described, dialect, attribute.path);
  return Object.assign(newObject(), base, given);
}

function describe(attribute: Attribute, node: FilterNode): JsonObject | undefined {
  const terms = node.kind === 'and' ? node.operands : [node];
  const element = newObject();
  for (const term of terms) {
    if (term.kind !== 'compare' || term.operator !== 'eq') return undefined;
    const sub = attribute.subAttributes.get(term.attribute.name.toLowerCase());
    if (!sub) return undefined;
    element[sub.name] = meaning(sub, term.literal);
  }
  return element;
}

/** `value eq 12` means the text "12" where the attribute holds text. */
function meaning({ type }: AttributeDefinition, { value, text }: Literal): JsonValue {
  return type === 'string' && value !== null ? text : value;
}
