import { groupsWithin } from '#shared/identity/groups-of.ts';
import type { IdentityStore } from '#shared/identity/identity-store.ts';
import { type IndexEntry, indexEntryFor } from '#shared/identity/index-entries.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import type { IndexedTerm } from '#shared/scim/filter/indexed-terms.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/** The resources of one type that a query wants. */
export interface Selection {
  readonly type: ResourceType;
  /** Equalities that every match fulfils; the most selective that is indexed narrows the search. */
  readonly terms: readonly IndexedTerm[];
  /** The whole filter; absent when everything is wanted. */
  readonly matches?: (record: ResourceRecord) => boolean | Promise<boolean>;
}

/** Resources of one type that a query without an indexed term may read before it is refused. */
export const WALK_BUDGET = 20_000;
export const WALK_PAGE = 100;

/** Ids, ascending, of the few that an indexed equality leaves; undefined when no term is indexed. */
export async function narrow(
  store: IdentityStore,
  scope: Scope,
  { type, terms }: Selection,
): Promise<string[] | undefined> {
  const byId = terms.find((term) => term.attribute === 'id');
  if (byId) return [byId.value].filter(isId);
  const entries = terms
    .map((term) => indexEntryFor(type, term.attribute, term.value, scope.directoryId))
    .filter((entry): entry is IndexEntry => entry !== undefined);
  const best = entries.find((entry) => entry.unique) ?? entries[0];
  if (best) return (await store.lookUp(scope, best)).toSorted();
  return await narrowByMembership(store, scope, type, terms);
}

async function narrowByMembership(
  store: IdentityStore,
  scope: Scope,
  type: ResourceType,
  terms: readonly IndexedTerm[],
): Promise<string[] | undefined> {
  const equalTo = (name: string) => terms.find(({ attribute }) => attribute === name)?.value;
  const member = type.name === 'Group' ? equalTo('members.value') : undefined;
  if (member !== undefined) return isId(member) ? await groupsListing(store, scope, member) : [];
  const group = type.name === 'User' ? equalTo('groups.value') : undefined;
  if (group === undefined) return undefined;
  return isId(group) ? await usersWithin(store, scope, group) : [];
}

async function groupsListing(store: IdentityStore, scope: Scope, id: string): Promise<string[]> {
  const found = await Promise.all([
    store.memberOf(scope, { id, type: 'User' }),
    store.memberOf(scope, { id, type: 'Group' }),
  ]);
  return found
    .flat()
    .map(({ groupId }) => groupId)
    .toSorted();
}

/** Users of the group and of those in it; undefined when it is less work to look at every user. */
async function usersWithin(
  store: IdentityStore,
  scope: Scope,
  groupId: string,
): Promise<string[] | undefined> {
  const users = new Set<string>();
  for (const id of groupsWithin(groupId, await store.nestings(scope))) {
    for (const member of await store.members(scope, id, { limit: WALK_BUDGET })) {
      if (member.type === 'User') users.add(member.id);
    }
    if (users.size >= WALK_BUDGET) return undefined;
  }
  return [...users].toSorted();
}

/**
 * Everything that a selection wants, in the order of ids.
 *
 * @param candidates What {@link narrow} left.
 * @throws DomainError `tooMany` when it takes more reads than {@link WALK_BUDGET}.
 */
export async function matchingResources(
  store: IdentityStore,
  scope: Scope,
  selection: Selection,
  candidates: readonly string[] | undefined,
): Promise<ResourceRecord[]> {
  if (candidates) return await matchesAmong(store, scope, selection, candidates);
  const found: ResourceRecord[] = [];
  let afterId: string | undefined;
  for (let read = 0; read < WALK_BUDGET; read += WALK_PAGE) {
    const ids = await store.idsAfter(scope, selection.type.name, afterId, WALK_PAGE);
    found.push(...(await matchesAmong(store, scope, selection, ids)));
    if (ids.length < WALK_PAGE) return found;
    afterId = ids.at(-1);
  }
  throw new DomainError(
    'tooMany',
    `This query would have to read more than ${WALK_BUDGET} resources. Filter by an equality on an indexed attribute, or leave out sortBy.`,
  );
}

/** Those of the resources with these ids that are selected, as they are now. */
export async function matchesAmong(
  store: IdentityStore,
  scope: Scope,
  { type, matches }: Selection,
  ids: readonly string[],
): Promise<ResourceRecord[]> {
  const records = await resourcesById(store, scope, type, ids);
  if (!matches) return records;
  const verdicts = await Promise.all(records.map(matches));
  return records.filter((_, index) => verdicts[index]);
}

/** Those that are still there: an index may list for a moment what was deleted. */
export async function resourcesById(
  store: IdentityStore,
  scope: Scope,
  type: ResourceType,
  ids: readonly string[],
): Promise<ResourceRecord[]> {
  const records = await Promise.all(ids.map((id) => store.resource(scope, type.name, id)));
  return records.filter((record) => record !== undefined);
}
