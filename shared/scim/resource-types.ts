import { defineResourceType, type ResourceType } from '#shared/scim/resource-type.ts';
import { enterpriseUserSchema } from '#shared/scim/schemas/enterprise-user.ts';
import { groupSchema } from '#shared/scim/schemas/group.ts';
import { userSchema } from '#shared/scim/schemas/user.ts';

export const userType = defineResourceType({
  name: 'User',
  endpoint: '/Users',
  description: 'User Account',
  schema: userSchema,
  extensions: [{ schema: enterpriseUserSchema, required: false }],
});

export const groupType = defineResourceType({
  name: 'Group',
  endpoint: '/Groups',
  description: 'Group',
  schema: groupSchema,
  extensions: [],
});

/** The resource types that every tenant has. */
export const builtInTypes: readonly ResourceType[] = [userType, groupType];
