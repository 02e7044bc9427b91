import { beforeAll, expect, test, vi } from 'vitest';
import { createOutbox } from '#functions/adapters/dynamodb/outbox.ts';
import { outboxItem } from '#functions/adapters/dynamodb/outbox-item.ts';
import { createPublicationLog } from '#functions/adapters/dynamodb/publication-log.ts';
import { createTable, type Table } from '#functions/adapters/dynamodb/table.ts';
import { canary } from '#functions/canary/canary.ts';
import { relay } from '#functions/relay/relay.ts';
import { CANARY_TENANT } from '#shared/events/canary.ts';
import { sharedScope } from '#shared/identity/scope.ts';
import { createNewId } from '#shared/kernel/uuid-v7.ts';
import { isSlug } from '#shared/tenancy/tenant.ts';
import { createFakeBus } from '../../support/fake-bus.ts';
import { newTable } from '../../support/new-table.ts';

let table: Table;
beforeAll(async () => {
  const { client, tableName } = await newTable();
  table = createTable(client, tableName);
});

const clock = { time: Date.now(), now: () => clock.time };
const context = { functionName: 'canary', getRemainingTimeInMillis: () => 60_000 };

test('the canary flies the way of all changes, is timed, and meets nobody', async () => {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  const handle = canary({ table, clock, newId: createNewId(clock) });
  await handle({ source: 'aws.scheduler', detail: {} }, context);
  expect(lines).toEqual([]);

  const outbox = createOutbox(table);
  const { places } = await outbox.born(CANARY_TENANT, 0, clock.time + 1);
  const [sent] = await outbox.at(places);
  if (typeof sent !== 'object') throw new Error('There is no canary.');
  const scope = sharedScope(CANARY_TENANT);
  const NewImage = outboxItem(scope, sent.record) as never;
  const bus = createFakeBus();
  const log = createPublicationLog(table, { clock, sleep: async () => {}, random: Math.random });
  const Records = [{ dynamodb: { SequenceNumber: '1', NewImage } }];
  await relay({ publish: bus.publish, log })({ Records }, context);

  const [detail] = bus.taken;
  expect(detail).toMatchObject({ source: 'rollcall.canary', tenant: CANARY_TENANT });
  clock.time += 740;
  await handle({ source: detail?.source, 'detail-type': detail?.type, detail }, context);
  vi.restoreAllMocks();
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ FunctionName: 'canary', RoundTrip: 740 }),
  ]);
  expect(isSlug(CANARY_TENANT)).toBe(false);
});
