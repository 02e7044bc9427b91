import type { MemberOf, Nesting } from '#shared/identity/resource-record.ts';

/** A group that somebody is in, by a membership of their own or through another group (RFC 7643 section 4.1.2). */
export interface GroupOf extends MemberOf {
  readonly type: 'direct' | 'indirect';
}

/**
 * Every group that somebody is in, each once: the direct ones, then those that these are in, and so on. Groups may
 * contain each other in a circle.
 */
export function groupsOf(direct: readonly MemberOf[], nestings: readonly Nesting[]): GroupOf[] {
  const parents = Map.groupBy(nestings, ({ memberId }) => memberId);
  const groups = new Map<string, GroupOf>(
    direct.map((group) => [group.groupId, { ...group, type: 'direct' }]),
  );
  // A Map goes on to what is added while it is walked.
  for (const id of groups.keys()) {
    for (const { groupId, groupName } of parents.get(id) ?? []) {
      if (!groups.has(groupId)) groups.set(groupId, { groupId, groupName, type: 'indirect' });
    }
  }
  return [...groups.values()];
}

/** The group and every group in it, at any depth. */
export function groupsWithin(groupId: string, nestings: readonly Nesting[]): string[] {
  const children = Map.groupBy(nestings, (nesting) => nesting.groupId);
  const ids = new Set([groupId]);
  for (const id of ids) for (const { memberId } of children.get(id) ?? []) ids.add(memberId);
  return [...ids];
}
