import type { JsonObject, JsonValue } from '#shared/kernel/json.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

export declare function replaceResource(
  type: ResourceType,
  current: JsonObject,
  body: JsonValue,
  dialect: Dialect,
): JsonObject;
