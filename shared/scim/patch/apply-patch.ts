import type { JsonObject } from '#shared/kernel/json.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import type { PatchOperation } from '#shared/scim/patch/patch-operation.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/** @param ownId An `id` in a value without path is ignored when it is this one. */
export declare function applyPatch(
  type: ResourceType,
  current: JsonObject,
  operations: readonly PatchOperation[],
  dialect: Dialect,
  ownId?: string,
): JsonObject;
