import type { JsonValue } from '#shared/kernel/json.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import type { PatchOperation } from '#shared/scim/patch/patch-operation.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

export declare function parsePatch(
  type: ResourceType,
  body: JsonValue,
  dialect: Dialect,
): PatchOperation[];
