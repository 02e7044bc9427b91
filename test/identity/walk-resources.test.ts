import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IdentityStore } from '#shared/identity/identity-store.ts';
import { type Selection, WALK_BUDGET } from '#shared/identity/matching-resources.ts';
import type { Order } from '#shared/identity/order.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { searchResources } from '#shared/identity/search-resources.ts';
import { PAGE_BUDGET, type Place, walkResources } from '#shared/identity/walk-resources.ts';
import { newObject } from '#shared/kernel/json.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import { compareSortKeys } from '#shared/scim/sort.ts';
import { acme } from '../support/people.ts';

const types = [userType, groupType];

/** What a walk reads of a store, over a list; it counts the resources that were read. */
function listStore(records: readonly ResourceRecord[]) {
  const reads = { resources: 0, queries: 0 };
  const ofType = (type: string) => records.filter((record) => record.type === type);
  const byName = new Map(records.map((record) => [`${record.type} ${record.id}`, record]));
  const unused = () => Promise.reject(new TypeError('A walk has no use for this.'));
  const store: IdentityStore = {
    async resource(_scope, type, id) {
      reads.resources += 1;
      return byName.get(`${type} ${id}`);
    },
    tally: async (_scope, type) => ({ total: ofType(type).length, deletions: 0 }),
    async idsAfter(_scope, type, afterId = '', limit) {
      reads.queries += 1;
      const ids = ofType(type).map(({ id }) => id);
      return ids.filter((id) => id > afterId).slice(0, limit);
    },
    ...{
      lookUp: unused,
      isEnded: unused,
      idAt: unused,
      noteIdAt: unused,
      members: unused,
      membersAmong: unused,
    },
    ...{
      memberOf: unused,
      memberOfBetween: unused,
      nestings: unused,
      commit: unused,
      nextSlices: unused,
    },
    ...{ commitSlice: unused, endDeferral: unused, dropMembers: unused, renameInMembers: unused },
    ...{ journalsDue: unused, closeJournal: unused },
  };
  return { store, reads };
}

function record(type: string, number: number, weight: number): ResourceRecord {
  const time = '2026-01-01T00:00:00.000Z';
  return {
    type,
    id: String(number).padStart(6, '0'),
    version: weight,
    created: time,
    lastModified: time,
    attributes: newObject(),
    externalIds: {},
    epoch: 0,
  };
}

const people = (count: number, weigh = (number: number) => number) =>
  Array.from({ length: count }, (_, number) => record('User', number, weigh(number)));

async function walk(
  store: IdentityStore,
  query: { selections: Selection[]; order?: Order; count: number },
) {
  const pages = [];
  let after: Place | undefined;
  do {
    const page = await walkResources(store, acme, { ...query, after });
    pages.push(page);
    after = page.next;
  } while (after && pages.length < 1_000);
  return pages;
}

describe('walking by cursor', () => {
  test('meets what the model meets, in pages of the size asked for', async () => {
    const weights = fc.array(fc.nat(4), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(
        weights,
        weights,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('all', 'filtered', 'sorted', 'descending'),
        async (users, groups, count, kind) => {
          const records = [
            ...users.map((weight, number) => record('User', number, weight)),
            ...groups.map((weight, number) => record('Group', number, weight)),
          ];
          const isFiltered = kind === 'filtered';
          const selections = types.map((type) => ({
            type,
            terms: [],
            ...(isFiltered && { matches: ({ version }: ResourceRecord) => version > 1 }),
          }));
          const direction = kind === 'descending' ? -1 : 1;
          const order: Order = {
            keyOf: ({ version }) => version || undefined,
            compare: (left, right) => compareSortKeys(left, right) * direction,
          };
          const isSorted = kind === 'sorted' || kind === 'descending';
          const pages = await walk(listStore(records).store, {
            selections,
            count,
            ...(isSorted && { order }),
          });
          const kept = records.filter(({ version }) => !isFiltered || version > 1);
          const expected = isSorted
            ? kept.toSorted((l, r) => order.compare(order.keyOf(l), order.keyOf(r)))
            : kept;
          expect(pages.flatMap((page) => page.records)).toEqual(expected);
          expect(pages).toHaveLength(Math.max(1, Math.ceil(expected.length / count)));
          expect(pages[0]?.total).toBe(expected.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a filtered page stops at its budget, shorter or empty, and the next one goes on', async () => {
    const records = people(PAGE_BUDGET * 2 + 500);
    const { store, reads } = listStore(records);
    const wanted = new Set([0, PAGE_BUDGET * 2 + 400]);
    const matches = ({ version }: ResourceRecord) => wanted.has(version);
    const pages = await walk(store, {
      selections: [{ type: userType, terms: [], matches }],
      count: 5,
    });
    expect(pages.map((page) => page.records.map(({ version }) => version))).toEqual([
      [0],
      [],
      [PAGE_BUDGET * 2 + 400],
    ]);
    expect(pages.map(({ total }) => total)).toEqual([undefined, undefined, undefined]);
    expect(reads.resources).toBe(records.length);
  });

  test('every page of an unfiltered walk costs the same; a filtered one begins where the last ended', async () => {
    const { store, reads } = listStore(people(1_000));
    const costs = async (matches?: Selection['matches']) => {
      const selections = [{ type: userType, terms: [], ...(matches && { matches }) }];
      const seen = new Set<string>();
      let after: Place | undefined;
      let first = true;
      do {
        Object.assign(reads, { resources: 0, queries: 0 });
        after = (await walkResources(store, acme, { selections, count: 50, after })).next;
        if (!first) seen.add(JSON.stringify(reads));
        first = false;
      } while (after);
      return [...seen];
    };
    expect(await costs()).toEqual([JSON.stringify({ resources: 50, queries: 1 })]);
    const filtered = (await costs(() => true)).map((cost) => JSON.parse(cost).resources);
    expect(Math.max(...filtered)).toBeLessThanOrEqual(100);
  });

  test('an order over more than the budget is refused, by cursor and by number, unlike none', async () => {
    const { store } = listStore(people(WALK_BUDGET + 1));
    const order: Order = { keyOf: ({ version }) => -version, compare: compareSortKeys };
    const asked = { selections: [{ type: userType, terms: [] }], count: 3 };
    const tooMany = { code: 'tooMany', message: expect.stringMatching(/leave out sortBy/) };
    await expect(walkResources(store, acme, { ...asked, order })).rejects.toMatchObject(tooMany);
    const byNumber = searchResources(store, acme, { ...asked, order, startIndex: 1 });
    await expect(byNumber).rejects.toMatchObject(tooMany);
    expect((await walkResources(store, acme, asked)).total).toBe(WALK_BUDGET + 1);
  });
});
