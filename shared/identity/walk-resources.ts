import type { IdentityStore } from '#shared/identity/identity-store.ts';
import {
  matchesAmong,
  narrow,
  resourcesById,
  type Selection,
  WALK_PAGE,
} from '#shared/identity/matching-resources.ts';
import type { Order } from '#shared/identity/order.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { allMatching, nothing, type Query, relateAll } from '#shared/identity/search-resources.ts';
import type { SortKey } from '#shared/scim/sort.ts';

/** The resource after which a page begins; it need not be there any more. */
export interface Place {
  readonly type: string;
  readonly id: string;
  /** Of a sorted walk. */
  readonly key?: SortKey;
}

export interface Walk<Relation> extends Omit<Query<Relation>, 'startIndex'> {
  /** Absent: from the beginning. */
  readonly after?: Place | undefined;
}

export interface Stretch<Relation> {
  /** Absent when it was not counted: a filter's, after the first page or beyond {@link PAGE_BUDGET}. */
  readonly total?: number;
  readonly records: readonly ResourceRecord[];
  readonly relations: ReadonlyMap<string, Relation>;
  /** Absent when nothing follows. */
  readonly next?: Place | undefined;
}

/** Resources that a page of a filtered walk may read: one that would take more is shorter, and the next goes on. */
export const PAGE_BUDGET = 2_000;

/**
 * A page after a place. Every page of an unsorted walk costs the same, wherever it is; a sorted one reads whatever
 * matches, each time.
 *
 * @throws DomainError `tooMany` when an order takes too many reads.
 */
export async function walkResources<Relation>(
  store: IdentityStore,
  scope: Scope,
  walk: Walk<Relation>,
): Promise<Stretch<Relation>> {
  const { order, selections } = walk;
  if (order) return await walkSorted(store, scope, walk, order);
  const everything = selections.every(({ matches }) => !matches);
  return await (everything ? walkAll : walkMatching)(store, scope, walk);
}

/** What is left of a selection: everything, or what has a greater id. */
interface Leg {
  readonly selection: Selection;
  readonly afterId?: string | undefined;
}

function legsAfter(selections: readonly Selection[], after: Place | undefined): Leg[] {
  if (!after) return selections.map((selection) => ({ selection }));
  const start = selections.findIndex(({ type }) => type.name === after.type);
  if (start < 0) return [];
  return selections.slice(start).map((selection, index) => ({
    selection,
    afterId: index === 0 ? after.id : undefined,
  }));
}

async function walkAll<Relation>(
  store: IdentityStore,
  scope: Scope,
  { selections, after, count, relate = nothing }: Walk<Relation>,
): Promise<Stretch<Relation>> {
  const counting = selections.map(({ type }) => store.tally(scope, type.name));
  const [places, ...totals] = await Promise.all([
    count > 0 ? placesAfter(store, scope, legsAfter(selections, after), count + 1) : [],
    ...counting,
  ]);
  const page = places.slice(0, count);
  const read = await Promise.all(
    selections.map(async ({ type }) => {
      const ids = page.filter((place) => place.type === type.name).map(({ id }) => id);
      const reading = resourcesById(store, scope, type, ids);
      return await Promise.all([reading, relate(type, ids, true, reading)]);
    }),
  );
  return {
    total: totals.reduce((sum, { total }) => sum + total, 0),
    records: read.flatMap(([records]) => records),
    relations: new Map(read.flatMap(([, relations]) => [...relations])),
    next: places.length > count ? page.at(-1) : undefined,
  };
}

async function placesAfter(
  store: IdentityStore,
  scope: Scope,
  legs: readonly Leg[],
  limit: number,
): Promise<Place[]> {
  const places: Place[] = [];
  for (const { selection, afterId } of legs) {
    const type = selection.type.name;
    if (places.length >= limit) break;
    const ids = await store.idsAfter(scope, type, afterId, limit - places.length);
    places.push(...ids.map((id) => ({ type, id })));
  }
  return places;
}

async function walkMatching<Relation>(
  store: IdentityStore,
  scope: Scope,
  { selections, after, count, relate = nothing }: Walk<Relation>,
): Promise<Stretch<Relation>> {
  const found: ResourceRecord[] = [];
  let read = 0;
  let stoppedAt: Place | undefined;
  for await (const { selection, ids } of idPages(store, scope, legsAfter(selections, after))) {
    found.push(...(await matchesAmong(store, scope, selection, ids)));
    read += ids.length;
    // The first page goes on beyond what it shows, to count.
    const isDone = after !== undefined && found.length > count;
    if (!isDone && read < PAGE_BUDGET) continue;
    stoppedAt = { type: selection.type.name, id: ids.at(-1) ?? '' };
    break;
  }
  const records = found.slice(0, count);
  const last = records.at(-1);
  const next = found.length > count && last ? { type: last.type, id: last.id } : stoppedAt;
  return {
    ...(!after && !stoppedAt && { total: found.length }),
    records,
    relations: await relateAll(selections, records, relate),
    next: count > 0 ? next : undefined,
  };
}

/** The ids that may match, {@link WALK_PAGE} at a time at most, and never none. */
async function* idPages(store: IdentityStore, scope: Scope, legs: readonly Leg[]) {
  for (const { selection, afterId } of legs) {
    const narrowed = await narrow(store, scope, selection);
    const candidates = narrowed?.filter((id) => afterId === undefined || id > afterId);
    let from = afterId;
    let ids: string[];
    do {
      ids = candidates
        ? candidates.splice(0, WALK_PAGE)
        : await store.idsAfter(scope, selection.type.name, from, WALK_PAGE);
      if (ids.length > 0) yield { selection, ids };
      from = ids.at(-1);
    } while (ids.length === WALK_PAGE);
  }
}

async function walkSorted<Relation>(
  store: IdentityStore,
  scope: Scope,
  { selections, after, count, relate = nothing }: Walk<Relation>,
  order: Order,
): Promise<Stretch<Relation>> {
  const sorted = await allMatching(store, scope, selections, order);
  const rank = (name: string) => selections.findIndex(({ type }) => type.name === name);
  const isAfter = (record: ResourceRecord, place: Place): boolean => {
    const difference =
      order.compare(order.keyOf(record), place.key) || rank(record.type) - rank(place.type);
    return difference > 0 || (difference === 0 && record.id > place.id);
  };
  const rest = after ? sorted.filter((record) => isAfter(record, after)) : sorted;
  const records = rest.slice(0, count);
  const last = records.at(-1);
  return {
    total: sorted.length,
    records,
    relations: await relateAll(selections, records, relate),
    next:
      last && rest.length > count
        ? { type: last.type, id: last.id, key: order.keyOf(last) }
        : undefined,
  };
}
