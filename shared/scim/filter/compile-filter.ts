import type { JsonObject } from '#shared/kernel/json.ts';
import type { Filter } from '#shared/scim/filter/filter.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

export declare function compileFilter(
  type: ResourceType,
  filter: Filter,
): (resource: JsonObject) => boolean;
