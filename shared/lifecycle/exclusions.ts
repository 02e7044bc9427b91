import { userFilter } from '#shared/identity/conditions/user-filter.ts';
import { groupsWithin } from '#shared/identity/groups-of.ts';
import { stateOf } from '#shared/identity/lifecycle-state.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import type { Policy } from '#shared/lifecycle/policy.ts';
import type { LifecyclePorts } from '#shared/lifecycle/ports.ts';
import { isRemoval, type Stage } from '#shared/lifecycle/stages.ts';

type ExclusionPorts = Pick<LifecyclePorts, 'store' | 'userTypes' | 'rolesOf'>;

/** People among whom another holder of a role is looked for; where that is not enough, there may be none. */
const LOOK_THROUGH = 2_000;
const PAGE = 100;

/**
 * Why a policy leaves somebody alone, in words; undefined when it does not. Memberships of the groups themselves are
 * read as they are at this moment; of groups in groups the index tells, which may lag.
 */
export async function exclusionOf(
  ports: ExclusionPorts,
  { exclude }: Pick<Policy, 'exclude'>,
  scope: Scope,
  user: ResourceRecord,
  stage: Stage,
): Promise<string | undefined> {
  const { groups, roles, matching: filter, lastOf } = exclude;
  if (filter !== undefined) {
    const type = await ports.userTypes(scope.tenantId, [{ filter }]);
    if (userFilter(type, filter).accepts(user)) return 'the filter matches';
  }
  for (const group of groups) {
    if (await isWithin(ports, scope, group, user.id)) return `in group ${group}`;
  }
  // Whoever is only warned is still there.
  const last = isRemoval(stage) ? lastOf : { groups: [], roles: [] };
  return (
    (await byRole(ports, scope, user, roles, last.roles)) ??
    (await byLastInGroup(ports, scope, user, last.groups))
  );
}

async function byRole(
  ports: ExclusionPorts,
  scope: Scope,
  user: ResourceRecord,
  excluded: readonly string[],
  lastOf: readonly string[],
): Promise<string | undefined> {
  if (excluded.length + lastOf.length === 0) return undefined;
  const held = await ports.rolesOf(scope, user);
  const role = excluded.find((each) => held.includes(each));
  if (role !== undefined) return `has role ${role}`;
  for (const each of lastOf.filter((name) => held.includes(name))) {
    if (!(await anotherHolds(ports, scope, each, user.id))) return `the last with role ${each}`;
  }
  return undefined;
}

async function byLastInGroup(
  ports: ExclusionPorts,
  scope: Scope,
  user: ResourceRecord,
  groups: readonly string[],
): Promise<string | undefined> {
  for (const group of groups) {
    const isMember = await isWithin(ports, scope, group, user.id);
    if (isMember && !(await anotherIn(ports, scope, group, user.id))) {
      return `the last in group ${group}`;
    }
  }
  return undefined;
}

async function isWithin(
  { store }: ExclusionPorts,
  scope: Scope,
  groupId: string,
  userId: string,
): Promise<boolean> {
  const groups = groupsWithin(groupId, await store.nestings(scope));
  const found = await Promise.all(groups.map((id) => store.membersAmong(scope, id, [userId])));
  return found.flat().length > 0;
}

async function anotherIn(
  ports: ExclusionPorts,
  scope: Scope,
  groupId: string,
  userId: string,
): Promise<boolean> {
  const { store } = ports;
  for (const group of groupsWithin(groupId, await store.nestings(scope))) {
    const page = async (afterId: string | undefined) => {
      const members = await store.members(scope, group, { afterId, limit: PAGE });
      return { ids: members.map(({ id }) => id), isLast: members.length < PAGE };
    };
    if (await anyoneElse(ports, scope, userId, page, async () => true)) return true;
  }
  return false;
}

async function anotherHolds(
  ports: ExclusionPorts,
  scope: Scope,
  role: string,
  userId: string,
): Promise<boolean> {
  const page = async (afterId: string | undefined) => {
    const ids = await ports.store.idsAfter(scope, 'User', afterId, PAGE);
    return { ids, isLast: ids.length < PAGE };
  };
  const holds = async (user: ResourceRecord) => (await ports.rolesOf(scope, user)).includes(role);
  return await anyoneElse(ports, scope, userId, page, holds);
}

type Page = (afterId: string | undefined) => Promise<{ ids: string[]; isLast: boolean }>;

/** Whether there is somebody else who may come in and is meant. */
async function anyoneElse(
  { store }: ExclusionPorts,
  scope: Scope,
  userId: string,
  page: Page,
  isMeant: (user: ResourceRecord) => Promise<boolean>,
): Promise<boolean> {
  let afterId: string | undefined;
  for (let seen = 0; seen < LOOK_THROUGH; seen += PAGE) {
    const { ids, isLast } = await page(afterId);
    const others = ids.filter((id) => id !== userId);
    const users = await Promise.all(others.map((id) => store.resource(scope, 'User', id)));
    for (const user of users) {
      if (user && stateOf(user) === 'active' && (await isMeant(user))) return true;
    }
    if (isLast) return false;
    afterId = ids.at(-1);
  }
  return false;
}
