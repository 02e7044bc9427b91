import type { JsonObject } from '#shared/kernel/json.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import type { PatchOperation } from '#shared/scim/patch/patch-operation.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

export interface Member {
  /** The `id` of the user or group. */
  value: string;
  type?: 'User' | 'Group';
  display?: string;
}

export type MemberInstruction =
  | { readonly op: 'add'; readonly members: readonly Member[] }
  | { readonly op: 'remove'; readonly ids: readonly string[] }
  | { readonly op: 'removeMatching'; readonly matches: (member: JsonObject) => boolean }
  | { readonly op: 'replace'; readonly members: readonly Member[] };

export declare function splitMembers(
  type: ResourceType,
  operations: readonly PatchOperation[],
  dialect: Dialect,
): { members: MemberInstruction[]; rest: PatchOperation[] };

/** The members in what readResource returned. */
export declare function membersOf(attributes: JsonObject): Member[];

/** What readResource returned, without its members: what the store keeps as the group's attributes. */
export declare function withoutMembers(attributes: JsonObject): JsonObject;
