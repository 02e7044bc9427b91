import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { createOutbox } from '#functions/adapters/dynamodb/outbox.ts';
import { outboxItem } from '#functions/adapters/dynamodb/outbox-item.ts';
import { createPublicationLog } from '#functions/adapters/dynamodb/publication-log.ts';
import { createReckoningStore } from '#functions/adapters/dynamodb/reckoning-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { exampleEvent } from '#shared/events/contract/example-event.ts';
import type { OutboxRecord } from '#shared/events/envelope.ts';
import { publishCommitted } from '#shared/events/publish-committed.ts';
import { readLatest } from '#shared/events/read-feed.ts';
import { reconcileTenant } from '#shared/events/reconcile.ts';
import { createNewId } from '#shared/kernel/uuid-v7.ts';
import { createFakeBus } from '../../support/fake-bus.ts';
import { type Cost, meter } from '../../support/meter.ts';
import { newClient, newTable } from '../../support/new-table.ts';

const rows = readFileSync('docs/cost.md', 'utf8').split('\n');
const scope = { tenantId: 'acme', directoryId: 'okta', visibility: 'tenant' } as const;
const clock = { offset: 0, now: () => Date.now() + clock.offset };
const newId = createNewId(clock);

let ports: Parameters<typeof reconcileTenant>[0];
let costOf: (action: () => Promise<unknown>) => Promise<Cost>;
let commit: (count: number) => Promise<OutboxRecord[]>;
beforeAll(async () => {
  const { client, tableName } = await newTable();
  costOf = meter(client, newClient()).of;
  const table = createTable(client, tableName);
  const timing = { clock, sleep: async () => {}, random: Math.random };
  ports = {
    clock,
    outbox: createOutbox(table),
    reckonings: createReckoningStore(table),
    log: createPublicationLog(table, timing),
    publish: createFakeBus().publish,
    hasTime: () => true,
  };
  commit = async (count) => {
    const records = Array.from({ length: count }, (): OutboxRecord => {
      const {
        specversion: _,
        source: __,
        dataschema: ___,
        type: ____,
        data,
        ...event
      } = exampleEvent('user.deactivated');
      const happenings = [{ type: 'user.deactivated', data } as OutboxRecord['happenings'][number]];
      const time = new Date(clock.now()).toISOString();
      const subject = { type: 'User', id: newId() };
      return { ...event, id: newId(), subject, time, happenings };
    });
    await table.writeAll(records.map((one) => ({ PutRequest: { Item: outboxItem(scope, one) } })));
    return records;
  };
  // A tenant of whom something has been published long before.
  for (let n = 0; n < 10; n += 1) await publish(await commit(1));
  clock.offset += 60_000;
});

const publish = (records: readonly OutboxRecord[]) =>
  publishCommitted(
    ports,
    records.map((record) => ({ record })),
  );

const operations: [string, () => Promise<() => Promise<unknown>>][] = [
  [
    'publish one change',
    async () => {
      const records = await commit(1);
      return () => publish(records);
    },
  ],
  [
    'publish 100 changes of one tenant',
    async () => {
      const records = await commit(100);
      return () => publish(records);
    },
  ],
  [
    'read the last 100 events',
    async () => () => readLatest(ports, { tenantId: 'acme', limit: 100 }),
  ],
  [
    'reconcile a tenant of whom there is nothing new',
    async () => {
      clock.offset += 30 * 60_000;
      await reconcileTenant(ports, 'acme', 0);
      clock.offset += 60 * 60_000;
      return () => reconcileTenant(ports, 'acme', 0);
    },
  ],
];

test.each(operations)('to %s costs what docs/cost.md says', async (operation, prepare) => {
  const { roundTrips, readUnits, writeUnits } = await costOf(await prepare());
  expect(rows.filter((row) => row.startsWith(`| ${operation} |`))).toEqual([
    `| ${operation} | ${roundTrips} | ${readUnits} | ${writeUnits} |`,
  ]);
});
