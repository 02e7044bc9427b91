import { expect, test } from 'vitest';
import { keyItem, S } from '#functions/adapters/dynamodb/attributes.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { meter } from '../../../support/meter.ts';
import { newClient, newTable } from '../../../support/new-table.ts';
import { acme } from '../../../support/people.ts';

const PEOPLE = 4_500;
const idOf = (place: number) => String(place).padStart(6, '0');

test('a place without a note is counted to in strides, which the next jump does not count again', async () => {
  const { client, tableName } = await newTable();
  const table = createTable(client, tableName);
  const costs = meter(client, newClient());
  const store = createIdentityStore(table, { now: () => 1_800_000_000_000 });
  const rows = Array.from({ length: PEOPLE }, (_, n) => ({
    ...keyItem(keys.resource(acme, 'User', idOf(n + 1))),
    cpk: S(keys.collection(acme, 'User')),
    csk: S(idOf(n + 1)),
  }));
  await table.writeAll(rows.map((Item) => ({ PutRequest: { Item } })));
  const at = async (place: number, deletions = 0) => {
    let id: string | undefined;
    const { calls } = await costs.of(async () => {
      const tally = Promise.resolve({ total: PEOPLE, deletions });
      id = await store.idAt(acme, 'User', place, tally);
    });
    return { id, calls };
  };

  // The note, the strides' notes, three Queries, and two notes left.
  expect(await at(4_400)).toEqual({ id: idOf(4_400), calls: 7 });
  expect(await at(4_300)).toEqual({ id: idOf(4_300), calls: 3 });
  expect(await at(2_000)).toEqual({ id: idOf(2_000), calls: 1 });
  expect(await at(1_999)).toEqual({ id: idOf(1_999), calls: 2 });
  // After a deletion no note holds.
  expect(await at(4_300, 1)).toEqual({ id: idOf(4_300), calls: 7 });
  expect(await at(PEOPLE + 1)).toEqual({ id: undefined, calls: 1 });
}, 60_000);
