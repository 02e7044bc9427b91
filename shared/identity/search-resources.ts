import type { IdentityStore } from '#shared/identity/identity-store.ts';
import { type IndexEntry, indexEntryFor } from '#shared/identity/index-entries.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import type { IndexedTerm } from '#shared/scim/filter/indexed-terms.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

export interface Query<Relation = never> {
  /** Equalities that every match fulfils; the most selective that is indexed narrows the search. */
  readonly terms: readonly IndexedTerm[];
  /** The whole filter; absent when everything is wanted. */
  readonly matches?: (record: ResourceRecord) => boolean | Promise<boolean>;
  /** 1-based. */
  readonly startIndex: number;
  readonly count: number;
  /**
   * Reads what is shown beside resources, by id; called as soon as the ids are known. Absent: nothing is.
   *
   * @param consecutive Whether the ids are all there are between the first and the last.
   */
  readonly relate?: Relate<Relation>;
}

type Relate<Relation> = (
  ids: readonly string[],
  consecutive: boolean,
) => Promise<ReadonlyMap<string, Relation>>;

export interface Page<Relation> {
  readonly total: number;
  readonly records: readonly ResourceRecord[];
  readonly relations: ReadonlyMap<string, Relation>;
}

/** Resources that a filter without an indexed term may read before it is refused. */
export const WALK_BUDGET = 20_000;
const WALK_PAGE = 100;

/** @throws DomainError `tooMany` when the filter cannot be answered within {@link WALK_BUDGET}. */
export async function searchResources<Relation>(
  store: IdentityStore,
  scope: Scope,
  type: ResourceType,
  query: Query<Relation>,
): Promise<Page<Relation>> {
  const { matches, terms, startIndex, count, relate = nothing } = query;
  if (!matches) return await listAll(store, scope, type, query);
  const candidates = await narrow(store, scope, type, terms);
  const [only] = candidates ?? [];
  // One candidate is most likely the one, so what belongs to it is read beside it.
  const ahead = candidates?.length === 1 && only && count > 0 ? relate([only], false) : undefined;
  const matching = candidates
    ? await keep(await resources(store, scope, type, candidates), matches)
    : await walk(store, scope, type, matches);
  const records = matching.slice(startIndex - 1, startIndex - 1 + count);
  const relations = await (ahead ?? relate(idsOf(records), false));
  return { total: matching.length, records, relations };
}

async function listAll<Relation>(
  store: IdentityStore,
  scope: Scope,
  type: ResourceType,
  { startIndex, count, relate = nothing }: Query<Relation>,
): Promise<Page<Relation>> {
  const [total, ids] = await Promise.all([
    store.count(scope, type.name),
    idsOnPage(store, scope, type, startIndex, count),
  ]);
  const last = ids.at(-1);
  const [records, relations] = await Promise.all([
    resources(store, scope, type, ids),
    relate(ids, true),
    last !== undefined && ids.length === count
      ? store.noteIdAt(scope, type.name, startIndex - 1 + count, last)
      : undefined,
  ]);
  return { total, records, relations };
}

async function idsOnPage(
  store: IdentityStore,
  scope: Scope,
  type: ResourceType,
  startIndex: number,
  count: number,
): Promise<string[]> {
  if (count === 0) return [];
  if (startIndex === 1) return await store.idsAfter(scope, type.name, undefined, count);
  const before = await store.idAt(scope, type.name, startIndex - 1);
  return before === undefined ? [] : await store.idsAfter(scope, type.name, before, count);
}

/** Ids of the few resources that an indexed equality leaves; undefined when no term is indexed. */
async function narrow(
  store: IdentityStore,
  scope: Scope,
  type: ResourceType,
  terms: readonly IndexedTerm[],
): Promise<string[] | undefined> {
  const byId = terms.find((term) => term.attribute === 'id');
  if (byId) return [byId.value].filter(isId);
  const entries = terms
    .map((term) => indexEntryFor(type, term.attribute, term.value, scope.directoryId))
    .filter((entry): entry is IndexEntry => entry !== undefined);
  const best = entries.find((entry) => entry.unique) ?? entries[0];
  if (best) return await store.lookUp(scope, best);
  const member = terms.find((term) => term.attribute === 'members.value');
  if (!member || type.name !== 'Group') return undefined;
  const groups = isId(member.value) ? await store.memberOf(scope, member.value) : [];
  return groups.map(({ groupId }) => groupId);
}

async function walk(
  store: IdentityStore,
  scope: Scope,
  type: ResourceType,
  matches: (record: ResourceRecord) => boolean | Promise<boolean>,
): Promise<ResourceRecord[]> {
  const found: ResourceRecord[] = [];
  let afterId: string | undefined;
  for (let read = 0; read < WALK_BUDGET; read += WALK_PAGE) {
    const ids = await store.idsAfter(scope, type.name, afterId, WALK_PAGE);
    found.push(...(await keep(await resources(store, scope, type, ids), matches)));
    if (ids.length < WALK_PAGE) return found;
    afterId = ids.at(-1);
  }
  throw new DomainError(
    'tooMany',
    `The filter would have to read more than ${WALK_BUDGET} resources. Add an equality on an indexed attribute.`,
  );
}

/** Those that are still there: an index may list for a moment what was deleted. */
async function resources(
  store: IdentityStore,
  scope: Scope,
  type: ResourceType,
  ids: readonly string[],
): Promise<ResourceRecord[]> {
  const records = await Promise.all(ids.map((id) => store.resource(scope, type.name, id)));
  return records.filter((record) => record !== undefined);
}

async function keep(
  records: readonly ResourceRecord[],
  matches: (record: ResourceRecord) => boolean | Promise<boolean>,
): Promise<ResourceRecord[]> {
  const verdicts = await Promise.all(records.map(matches));
  return records.filter((_, index) => verdicts[index]);
}

async function nothing(): Promise<ReadonlyMap<string, never>> {
  return new Map<string, never>();
}

function idsOf(records: readonly ResourceRecord[]): string[] {
  return records.map(({ id }) => id);
}
