import type { ResourceType } from '#shared/scim/resource-type.ts';

export declare const userType: ResourceType;
export declare const groupType: ResourceType;
