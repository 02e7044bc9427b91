import { expect, test } from 'vitest';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { createActivityStore } from '#functions/adapters/dynamodb/lifecycle-activity.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { DAY, HOUR } from '#shared/kernel/clock.ts';
import { createActivityNoter, dayOf, hourOf } from '#shared/lifecycle/activity.ts';
import { withFaults } from '../support/faults.ts';
import { meter } from '../support/meter.ts';
import { newClient, newTable } from '../support/new-table.ts';
import { acme } from '../support/people.ts';

const ada = '019cad3e-a1f0-7c31-9e02-5b7f44d8c610';
const start = Date.UTC(2026, 2, 2, 9, 5);

async function createActivityWorld() {
  const { client, tableName } = await newTable();
  const { setFaults } = withFaults(client);
  const { of: costOf } = meter(client, newClient());
  const table = createTable(client, tableName);
  const store = createActivityStore(table);
  const clock = { time: start, now: () => clock.time };
  return { setFaults, costOf, table, store, clock, noter: () => createActivityNoter(store, clock) };
}

test('a person is written once a day and a tenant once an hour, however many processes see them', async () => {
  const { costOf, clock, noter, store } = await createActivityWorld();
  const [one, other] = [noter(), noter()];
  const note = (by = one) => costOf(() => by(acme, ada, 'sign-in'));
  expect(await note()).toMatchObject({ calls: 2, readUnits: 0, writeUnits: 2 });
  expect(await note()).toMatchObject({ calls: 0 });
  clock.time += 10 * 60_000;
  await other(acme, ada, 'token-refresh');
  expect(await store.activity(acme, ada)).toEqual({ at: start, kind: 'sign-in' });
  clock.time += HOUR;
  expect(await note()).toMatchObject({ calls: 1, readUnits: 0, writeUnits: 1 });
  clock.time = start + DAY;
  await other(acme, ada, 'api-use');
  expect(await store.activity(acme, ada)).toEqual({ at: start + DAY, kind: 'api-use' });
  expect(await store.feed('acme')).toEqual({
    newest: hourOf(start + DAY) * HOUR,
    previous: hourOf(start + HOUR) * HOUR,
  });
});

test('an earlier day never replaces a later one, and no index knows of it', async () => {
  const { store, table } = await createActivityWorld();
  await store.note(acme, ada, { at: start + 3 * DAY, kind: 'sign-in' });
  await Promise.all(
    [0, 1, 2].map((days) => store.note(acme, ada, { at: start + days * DAY, kind: 'api-use' })),
  );
  const row = await table.get(keys.activity(acme, ada));
  expect(Object.keys(row ?? {}).sort()).toEqual([
    'expiresAt',
    'kind',
    'pk',
    'seen',
    'seenDay',
    'sk',
  ]);
  expect(row?.['seenDay']).toEqual({ N: String(dayOf(start + 3 * DAY)) });
});

test('a table that is out of reach fails nobody, and is written with the next use', async () => {
  const { store, setFaults, noter } = await createActivityWorld();
  const note = noter();
  setFaults(() => 'throttle');
  await note(acme, ada, 'sign-in');
  setFaults(undefined);
  expect(await store.activity(acme, ada)).toBeUndefined();
  await note(acme, ada, 'sign-in');
  expect(await store.activity(acme, ada)).toEqual({ at: start, kind: 'sign-in' });
});
