import type { JsonObject, JsonValue } from '#shared/kernel/json.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import { readAttributes } from '#shared/scim/read-resource.ts';
import { requirePresent } from '#shared/scim/require-present.ts';
import { keepImmutable, requireImmutableUnchanged } from '#shared/scim/require-unchanged.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/**
 * The attributes that a PUT leaves (RFC 7644 section 3.5.1): those of its body. What it omits is
 * cleared, except for what is immutable and has a value: that must be given as it is, or left out.
 *
 * @throws DomainError `mutability`, and whatever readResource throws
 */
export function replaceResource(
  type: ResourceType,
  current: JsonObject,
  body: JsonValue,
  dialect: Dialect,
): JsonObject {
  const attributes = readAttributes(type, body, dialect);
  keepImmutable(type, current, attributes);
  requireImmutableUnchanged(type, current, attributes);
  requirePresent(type, attributes);
  return attributes;
}
