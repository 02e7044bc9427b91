import type { JsonObject } from '#shared/kernel/json.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/** Which attributes an answer shows; opaque, made by {@link parseProjection}. */
export interface Projection {
  readonly mode: 'default' | 'attributes' | 'excluded';
}

export declare function parseProjection(
  type: ResourceType,
  query: { attributes?: readonly string[]; excludedAttributes?: readonly string[] },
): Projection;
export declare function project(
  type: ResourceType,
  resource: JsonObject,
  projection: Projection,
): JsonObject;
export declare function wants(projection: Projection, attribute: string): boolean;
