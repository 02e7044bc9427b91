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
  const member = terms.find((term) => term.attribute === 'members.value');
  if (!member || type.name !== 'Group') return undefined;
  const groups = isId(member.value) ? await store.memberOf(scope, member.value) : [];
  return groups.map(({ groupId }) => groupId).toSorted();
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
