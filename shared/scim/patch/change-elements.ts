import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import { withMember } from '#shared/scim/attribute-slot.ts';
import { type Change, changeValue, listOf, mergeComplex } from '#shared/scim/patch/change-value.ts';
import { createElement, describedBy } from '#shared/scim/patch/create-element.ts';
import type { PathToAttribute } from '#shared/scim/path.ts';
import { requireUnchanged } from '#shared/scim/require-unchanged.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import { collapseDuplicates } from '#shared/scim/values/collapse-duplicates.ts';
import { addValues } from '#shared/scim/values/merge-values.ts';
import { demote, isPrimary, requireOnePrimary } from '#shared/scim/values/primary.ts';
import { isUnassigned, readSingle, requireCount } from '#shared/scim/values/read-value.ts';

/**
 * The values of a multi-valued attribute after a step that reaches into them: by a filter
 * (`emails[type eq "work"]`), by a sub-attribute (`emails.display`) or by both.
 *
 * @throws DomainError `noTarget` when a filter matches nothing that could be added to or replaced
 * (RFC 7644 section 3.5.2.3), `mutability` for an immutable sub-attribute that has a value, and
 * what reading the value throws.
 */
export function changeElements(
  path: PathToAttribute,
  before: JsonValue | undefined,
  change: Change,
): JsonValue[] | undefined {
  const { definition } = path.attribute;
  const elements = listOf(before);
  const isTarget = path.filter?.matches ?? (() => true);
  const targets = new Set(elements.filter((element) => isTarget(element)));
  if (targets.size === 0) return addMissing(path, elements, change);
  const after: JsonValue[] = [];
  const changed: JsonValue[] = [];
  for (const element of elements) {
    const result = targets.has(element) ? changeElement(path, element, change) : element;
    if (result === undefined) continue;
    after.push(result);
    if (targets.has(element)) changed.push(result);
  }
  if (after.length === 0) return undefined;
  requireOnePrimary(definition, changed, change.path);
  return collapseDuplicates(definition, withOnePrimary(after, changed));
}

function withOnePrimary(elements: JsonValue[], changed: JsonValue[]): JsonValue[] {
  const primary = changed.find(isPrimary);
  if (primary === undefined) return elements;
  return elements.map((element) => (element === primary ? element : demote(element)));
}

/** Nothing matches: a removal is done already, an addition may be able to make what it looks for. */
function addMissing(
  path: PathToAttribute,
  elements: JsonValue[],
  change: Change,
): JsonValue[] | undefined {
  const unchanged = elements.length > 0 ? elements : undefined;
  if (change.op === 'remove') return unchanged;
  const mayCreate = change.dialect.createOnUnmatchedPath || !path.filter;
  if (mayCreate && isUnassigned(change.value, change.dialect)) return unchanged;
  const described = mayCreate ? describedBy(path) : undefined;
  if (!described) {
    const detail = `No value of ${path.attribute.path} matches the filter of the path.`;
    throw new DomainError('noTarget', detail);
  }
  const element = createElement(path, described, change);
  if (element === undefined) return unchanged;
  requireCount(path.attribute.definition, elements.length + 1, path.attribute.path);
  return addValues(path.attribute.definition, elements, [element]);
}

function changeElement(
  { attribute, subAttribute }: PathToAttribute,
  element: JsonValue,
  change: Change,
): JsonValue | undefined {
  const { definition } = attribute;
  if (subAttribute) {
    if (!isJsonObject(element)) return element;
    return changeSubAttribute(subAttribute, element, change);
  }
  const { op, value, dialect, path } = change;
  if (op === 'remove' || isUnassigned(value, dialect)) return undefined;
  if (op === 'replace' || !isJsonObject(element)) {
    return readSingle(definition, value, dialect, path);
  }
  const merged = mergeComplex(definition, element, change);
  for (const sub of definition.subAttributes ?? []) {
    requireUnchanged(sub, element[sub.name], merged?.[sub.name], `${path}.${sub.name}`);
  }
  return merged;
}

function changeSubAttribute(
  definition: AttributeDefinition,
  element: JsonObject,
  change: Change,
): JsonObject | undefined {
  const before = element[definition.name];
  const after = changeValue(definition, before, change);
  requireUnchanged(definition, before, after, change.path);
  const result = withMember(element, definition.name, after);
  const emptied = after === undefined && change.dialect.createOnUnmatchedPath;
  return result && emptied && saysNothing(result) ? undefined : result;
}

/** What is left of `{"type": "work", "value": "…"}` without its value only described it. */
function saysNothing(element: JsonObject): boolean {
  return Object.keys(element).every((name) => name === 'type' || name === 'primary');
}
