import type { JsonObject, JsonValue } from '#shared/kernel/json.ts';
import { type Dialect, dialects } from '#shared/scim/dialect.ts';
import { PATCH_OP } from '#shared/scim/messages.ts';
import { applyPatch } from '#shared/scim/patch/apply-patch.ts';
import { parsePatch } from '#shared/scim/patch/parse-patch.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { json } from './json.ts';

const OWN_ID = '2819c223';

export const patchBody = (operations: readonly object[]): JsonObject =>
  json({ schemas: [PATCH_OP], Operations: operations });

/** A PATCH from its body to its result; what it is given is frozen, so that writing to it fails. */
export function patched(
  current: JsonObject,
  operations: readonly object[],
  dialect: Dialect = dialects.strict,
  type: ResourceType = userType,
): JsonObject {
  const steps = parsePatch(type, patchBody(operations), dialect);
  return applyPatch(type, frozen(current), steps, dialect, OWN_ID);
}

/** Freezes at every level. */
export function frozen<T extends JsonValue>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
