import type { IdentityStore, Tally } from '#shared/identity/identity-store.ts';
import {
  matchingResources,
  narrow,
  resourcesById,
  type Selection,
} from '#shared/identity/matching-resources.ts';
import { type Order, sortRecords } from '#shared/identity/order.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

export interface Query<Relation = never> {
  /** Unsorted, the resources of the first type come first. */
  readonly selections: readonly Selection[];
  /** Absent: in the order of birth, which is the order of the index. */
  readonly order?: Order;
  /** 1-based. */
  readonly startIndex: number;
  readonly count: number;
  readonly relate?: Relate<Relation>;
}

/**
 * Reads what is shown beside resources, by id; called as soon as the ids are known. Absent: nothing is.
 *
 * @param consecutive Whether the ids are all there are between the first and the last.
 * @param read Settles when the resources were read: what must not be older than they are waits for it.
 */
export type Relate<Relation> = (
  type: ResourceType,
  ids: readonly string[],
  consecutive: boolean,
  read: Promise<unknown>,
) => Promise<ReadonlyMap<string, Relation>>;

export interface Page<Relation> {
  readonly total: number;
  readonly records: readonly ResourceRecord[];
  readonly relations: ReadonlyMap<string, Relation>;
}

/**
 * A page by number.
 *
 * @throws DomainError `tooMany` when a filter without an indexed term, or an order, takes too many reads.
 */
export async function searchResources<Relation>(
  store: IdentityStore,
  scope: Scope,
  query: Query<Relation>,
): Promise<Page<Relation>> {
  const { selections, order } = query;
  const everything = !order && selections.every(({ matches }) => !matches);
  return await (everything ? listAll : searchMatching)(store, scope, query);
}

async function searchMatching<Relation>(
  store: IdentityStore,
  scope: Scope,
  { selections, order, startIndex, count, relate = nothing }: Query<Relation>,
): Promise<Page<Relation>> {
  const narrowed = await narrowAll(store, scope, selections);
  const only = selections.length === 1 && narrowed[0]?.length === 1 ? selections[0] : undefined;
  // One candidate is most likely the one, so what belongs to it is read beside it.
  const sorting = allMatching(store, scope, selections, order, narrowed);
  const ahead =
    only && count > 0 ? relate(only.type, narrowed[0] ?? [], false, sorting) : undefined;
  // Whoever awaits it gets the failure; until then it must not count as unhandled.
  ahead?.catch(() => undefined);
  const sorted = await sorting;
  const records = sorted.slice(startIndex - 1, startIndex - 1 + count);
  const relations = await (ahead ?? relateAll(selections, records, relate));
  return { total: sorted.length, records, relations };
}

/** Whatever the selections want, in order. @throws DomainError `tooMany`. */
export async function allMatching(
  store: IdentityStore,
  scope: Scope,
  selections: readonly Selection[],
  order: Order | undefined,
  narrowed?: readonly (readonly string[] | undefined)[],
): Promise<ResourceRecord[]> {
  const candidates = narrowed ?? (await narrowAll(store, scope, selections));
  const matching = await Promise.all(
    selections.map((each, index) => matchingResources(store, scope, each, candidates[index])),
  );
  return order ? sortRecords(order, matching.flat()) : matching.flat();
}

async function narrowAll(store: IdentityStore, scope: Scope, selections: readonly Selection[]) {
  return await Promise.all(selections.map((each) => narrow(store, scope, each)));
}

/** Relations of records of several types. */
export async function relateAll<Relation>(
  selections: readonly Selection[],
  records: readonly ResourceRecord[],
  relate: Relate<Relation>,
): Promise<ReadonlyMap<string, Relation>> {
  const maps = await Promise.all(
    selections.map(({ type }) => {
      const ids = records.filter((record) => record.type === type.name).map(({ id }) => id);
      return relate(type, ids, false, Promise.resolve());
    }),
  );
  return new Map(maps.flatMap((map) => [...map]));
}

async function listAll<Relation>(
  store: IdentityStore,
  scope: Scope,
  { selections, startIndex, count, relate = nothing }: Query<Relation>,
): Promise<Page<Relation>> {
  const tallies = selections.map(({ type }) => store.tally(scope, type.name));
  const counting = Promise.all(tallies).then((each) => each.map(({ total }) => total));
  const wanted = { startIndex, count };
  // Where one type ends and the next begins takes the totals; one alone need not wait for its own.
  const stretches = selections.length > 1 ? spread(await counting, wanted) : [wanted];
  const listing = selections.map(({ type }, index) =>
    listType(store, scope, type, {
      ...(stretches[index] ?? { startIndex: 1, count: 0 }),
      tallying: tallies[index] ?? store.tally(scope, type.name),
      relate,
    }),
  );
  const [totals, pages] = await Promise.all([counting, Promise.all(listing)]);
  return {
    total: totals.reduce((sum, total) => sum + total, 0),
    records: pages.flatMap(({ records }) => records),
    relations: new Map(pages.flatMap(({ relations }) => [...relations])),
  };
}

interface Stretch {
  readonly startIndex: number;
  readonly count: number;
}

interface Listing<Relation> extends Stretch {
  readonly tallying: Promise<Tally>;
  readonly relate: Relate<Relation>;
}

/** The part of a page that falls to each type when they are listed one after the other. */
function spread(totals: readonly number[], { startIndex, count }: Stretch): Stretch[] {
  let skipped = startIndex - 1;
  let missing = count;
  return totals.map((total) => {
    const stretch = {
      startIndex: skipped + 1,
      count: Math.min(Math.max(total - skipped, 0), missing),
    };
    skipped = Math.max(skipped - total, 0);
    missing -= stretch.count;
    return stretch;
  });
}

async function listType<Relation>(
  store: IdentityStore,
  scope: Scope,
  type: ResourceType,
  { startIndex, count, tallying, relate }: Listing<Relation>,
): Promise<Omit<Page<Relation>, 'total'>> {
  const ids = await idsOnPage(store, scope, type, { startIndex, count, tallying });
  const last = ids.at(-1);
  const reading = resourcesById(store, scope, type, ids);
  const [records, relations] = await Promise.all([
    reading,
    relate(type, ids, true, reading),
    last !== undefined && ids.length === count
      ? store.noteIdAt(scope, type.name, startIndex - 1 + count, last, await tallying)
      : undefined,
  ]);
  return { records, relations };
}

async function idsOnPage(
  store: IdentityStore,
  scope: Scope,
  type: ResourceType,
  { startIndex, count, tallying }: Omit<Listing<never>, 'relate'>,
): Promise<string[]> {
  if (count === 0) return [];
  if (startIndex === 1) return await store.idsAfter(scope, type.name, undefined, count);
  const before = await store.idAt(scope, type.name, startIndex - 1, tallying);
  return before === undefined ? [] : await store.idsAfter(scope, type.name, before, count);
}

export async function nothing(): Promise<ReadonlyMap<string, never>> {
  return new Map<string, never>();
}
