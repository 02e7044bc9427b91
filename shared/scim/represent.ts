import type { JsonObject } from '#shared/kernel/json.ts';
import type { Member } from '#shared/scim/patch/member-change.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

export interface GroupReference {
  readonly value: string;
  readonly display?: string;
  readonly type: 'direct' | 'indirect';
}

export interface Represented {
  readonly id: string;
  readonly attributes: JsonObject;
  readonly version: number;
  /** ISO 8601. */
  readonly created: string;
  /** ISO 8601. */
  readonly lastModified: string;
  /** SCIM root without a trailing slash: `https://host/scim/v2`. */
  readonly baseUrl: string;
  readonly groups?: readonly GroupReference[];
  readonly members?: readonly Member[];
}

export declare function represent(type: ResourceType, resource: Represented): JsonObject;
/** `W/"3"` for version 3: the ETag and `meta.version`. */
export declare function entityTag(version: number): string;
/** `https://host/scim/v2/Users/id`: the Location header and `meta.location`. */
export declare function locationOf(type: ResourceType, baseUrl: string, id: string): string;
