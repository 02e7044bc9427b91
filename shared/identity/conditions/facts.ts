import type { Condition, GroupNamed } from '#shared/identity/conditions/condition.ts';
import { type GroupOf, groupsOf } from '#shared/identity/groups-of.ts';
import type { IdentityStore } from '#shared/identity/identity-store.ts';
import { indexEntryFor } from '#shared/identity/index-entries.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { groupType } from '#shared/scim/resource-types.ts';

/** What is known of a person when conditions are judged. */
export interface Facts {
  readonly user: ResourceRecord;
  readonly groups: readonly GroupOf[];
  /** Ids of the groups that conditions name by what a directory calls them. */
  readonly groupIds: ReadonlyMap<string, string>;
}

export type FactStore = Pick<IdentityStore, 'memberOf' | 'nestings' | 'lookUp'>;

/**
 * Reads the groups of a person, which may lag by moments, and side by side with that which groups are meant by what
 * directories call them; neither unless a condition asks for it.
 */
export async function factsOf(
  store: FactStore,
  scope: Scope,
  user: ResourceRecord,
  conditions: readonly Condition[],
): Promise<Facts> {
  const named = conditions.flatMap(({ group }) => group ?? []);
  const [groups, groupIds] = await Promise.all([
    named.length === 0 ? [] : groupsOfUser(store, scope, user.id),
    idsOf(store, scope, named),
  ]);
  return { user, groups, groupIds };
}

/** The groups of a user, and those above them: two Queries, side by side. */
export async function groupsOfUser(
  store: Pick<IdentityStore, 'memberOf' | 'nestings'>,
  scope: Scope,
  id: string,
): Promise<GroupOf[]> {
  const direct = store.memberOf(scope, { id, type: 'User' });
  return groupsOf(...(await Promise.all([direct, store.nestings(scope)])));
}

/** Neither part of the name can be read as the other. */
export function externalName(directory: string, externalId: string): string {
  return JSON.stringify([directory, externalId]);
}

async function idsOf(
  store: FactStore,
  scope: Scope,
  groups: readonly GroupNamed[],
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const lookUp = async (directory: string, externalId: string) => {
    const entry = indexEntryFor(groupType, 'externalId', externalId, directory);
    const [id] = entry ? await store.lookUp(scope, entry) : [];
    if (id !== undefined) ids.set(externalName(directory, externalId), id);
  };
  await Promise.all(
    groups.map((group) =>
      'externalId' in group ? lookUp(group.directory, group.externalId) : undefined,
    ),
  );
  return ids;
}
