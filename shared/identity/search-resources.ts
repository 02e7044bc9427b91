import type { IdentityStore } from '#shared/identity/identity-store.ts';
import type { IndexEntry } from '#shared/identity/index-entries.ts';
import { indexEntryFor } from '#shared/identity/index-entries.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import type { IndexedTerm } from '#shared/scim/filter/indexed-terms.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

export interface Query {
  /** Equalities that every match fulfils; the most selective that is indexed narrows the search. */
  readonly terms: readonly IndexedTerm[];
  /** The whole filter; absent when everything is wanted. */
  readonly matches?: (record: ResourceRecord) => boolean | Promise<boolean>;
  /** 1-based. */
  readonly startIndex: number;
  readonly count: number;
}

export interface Page {
  readonly total: number;
  readonly records: readonly ResourceRecord[];
}

/** Resources that a filter without an indexed term may read before it is refused. */
export const WALK_BUDGET = 20_000;
const WALK_PAGE = 100;

/** @throws DomainError `tooMany` when the filter cannot be answered within {@link WALK_BUDGET}. */
export async function searchResources(
  store: IdentityStore,
  scope: Scope,
  type: ResourceType,
  query: Query,
): Promise<Page> {
  if (!query.matches) return await listAll(store, scope, type, query);
  const candidates = await narrow(store, scope, type, query.terms);
  const matching = candidates
    ? await only(candidates, query.matches)
    : await walk(store, scope, type, query.matches);
  const start = query.startIndex - 1;
  return { total: matching.length, records: matching.slice(start, start + query.count) };
}

async function listAll(
  store: IdentityStore,
  scope: Scope,
  type: ResourceType,
  { startIndex, count }: Query,
): Promise<Page> {
  const [total, afterId] = await Promise.all([
    store.count(scope, type.name),
    startIndex > 1 && count > 0 ? store.idAt(scope, type.name, startIndex - 1) : undefined,
  ]);
  if (count === 0 || (startIndex > 1 && afterId === undefined)) return { total, records: [] };
  const records = await store.page(scope, type.name, afterId, count);
  const last = records.at(-1);
  if (last && records.length === count) {
    await store.noteIdAt(scope, type.name, startIndex - 1 + records.length, last.id);
  }
  return { total, records };
}

/** The few resources that an indexed equality leaves, or undefined when none of the terms is indexed. */
async function narrow(
  store: IdentityStore,
  scope: Scope,
  type: ResourceType,
  terms: readonly IndexedTerm[],
): Promise<ResourceRecord[] | undefined> {
  const byId = terms.find((term) => term.attribute === 'id');
  if (byId) {
    const record = isId(byId.value)
      ? await store.resource(scope, type.name, byId.value)
      : undefined;
    return record ? [record] : [];
  }
  const entries = terms
    .map((term) => indexEntryFor(type, term.attribute, term.value, scope.directoryId))
    .filter((entry): entry is IndexEntry => entry !== undefined)
    .sort((left, right) => Number(right.unique) - Number(left.unique));
  const [best] = entries;
  if (best) return await store.find(scope, best);
  const member = terms.find((term) => term.attribute === 'members.value');
  return member && type.name === 'Group' ? await groupsWith(store, scope, member.value) : undefined;
}

async function groupsWith(
  store: IdentityStore,
  scope: Scope,
  memberId: string,
): Promise<ResourceRecord[]> {
  if (!isId(memberId)) return [];
  const groups = await store.memberOf(scope, memberId);
  const records = await Promise.all(groups.map((g) => store.resource(scope, 'Group', g.groupId)));
  return records.filter((record) => record !== undefined);
}

async function walk(
  store: IdentityStore,
  scope: Scope,
  type: ResourceType,
  matches: NonNullable<Query['matches']>,
): Promise<ResourceRecord[]> {
  const found: ResourceRecord[] = [];
  let afterId: string | undefined;
  for (let read = 0; read < WALK_BUDGET; read += WALK_PAGE) {
    const page = await store.page(scope, type.name, afterId, WALK_PAGE);
    found.push(...(await only(page, matches)));
    afterId = page.at(-1)?.id;
    if (page.length < WALK_PAGE) return found;
  }
  throw new DomainError(
    'tooMany',
    `The filter would have to read more than ${WALK_BUDGET} resources. Add an equality on an indexed attribute.`,
  );
}

async function only(
  records: readonly ResourceRecord[],
  matches: NonNullable<Query['matches']>,
): Promise<ResourceRecord[]> {
  const verdicts = await Promise.all(records.map(matches));
  return records.filter((_, index) => verdicts[index]);
}
