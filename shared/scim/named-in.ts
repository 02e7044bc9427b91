import { isJsonObject, type JsonValue } from '#shared/kernel/json.ts';
import { assignmentsOf } from '#shared/scim/assignments.ts';
import type { Attribute } from '#shared/scim/attribute-index.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/** Tells of an attribute whether the body of a POST or PUT names it; looks only when asked. */
export function namedIn(
  type: ResourceType,
  body: JsonValue,
  dialect: Dialect,
): (attribute: Attribute) => boolean {
  const assignments = () => (isJsonObject(body) ? assignmentsOf(type, body, dialect) : []);
  return (attribute) =>
    assignments().some(({ path }) => path.kind === 'attribute' && path.attribute === attribute);
}
