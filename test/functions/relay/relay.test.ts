import { beforeEach, describe, expect, test, vi } from 'vitest';
import { outboxItem } from '#functions/adapters/dynamodb/outbox-item.ts';
import { createPublicationLog } from '#functions/adapters/dynamodb/publication-log.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { relay } from '#functions/relay/relay.ts';
import type { OutboxRecord } from '#shared/events/envelope.ts';
import { createNewId } from '#shared/kernel/uuid-v7.ts';
import { createFakeBus, malformed, recordIds, throttled } from '../../support/fake-bus.ts';
import { newTable } from '../../support/new-table.ts';

const { client, tableName } = await newTable();
const table = createTable(client, tableName);
const clock = { now: () => Date.now() };
const newId = createNewId(clock);
const ports = { clock, sleep: async () => {}, random: Math.random };
const log = createPublicationLog(table, ports);
const context = { functionName: 'relay', getRemainingTimeInMillis: () => 60_000 };

let tenant: string;
let bus: ReturnType<typeof createFakeBus>;
const told: string[] = [];
beforeEach(() => {
  tenant = `t-${newId()}`;
  bus = createFakeBus();
  told.length = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => told.push(String(text)) > 0);
  return () => vi.restoreAllMocks();
});

function record(subject: string, version: number, of = tenant): OutboxRecord {
  const data = { userName: subject, active: true, changed: [] };
  return {
    id: newId(),
    time: new Date(clock.now()).toISOString(),
    tenant: of,
    subject: { type: 'User', id: subject },
    version,
    actor: { type: 'directory', id: 'okta' },
    cause: 'scim',
    requestId: 'request-1',
    happenings: [
      { type: 'user.updated', data },
      { type: 'user.deactivated', data },
    ],
  };
}

const streamed = (records: readonly OutboxRecord[]) => ({
  Records: records.map((one) => {
    const scope = { tenantId: one.tenant, directoryId: 'okta', visibility: 'tenant' as const };
    return {
      dynamodb: { SequenceNumber: `s-${one.id}`, NewImage: outboxItem(scope, one) as never },
    };
  }),
});

const run = async (records: readonly OutboxRecord[], within = context) => {
  const { batchItemFailures } = await relay({ publish: bus.publish, log })(
    streamed(records),
    within,
  );
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
};

const noted = async (of = tenant) =>
  (await log.from(of, 0, 100)).flatMap(({ publications }) => publications.map(({ id }) => id));

const ids = (...records: OutboxRecord[]) => records.map(({ id }) => id);

describe('a batch of the stream', () => {
  test('is published in order and noted as one row for each tenant', async () => {
    const other = `u-${newId()}`;
    const [a, b, c] = [record('ann', 1), record('bob', 1, other), record('ann', 2)];
    expect(await run([a, b, c])).toEqual([]);
    expect(bus.taken.map(({ id }) => id)).toEqual(
      ids(a, b, c).flatMap((id) => [`${id}.0`, `${id}.1`]),
    );
    const rows = await log.from(tenant, 0, 10);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.publications).toEqual(
      [a, c].map(({ id, subject }) => ({
        id,
        subject,
        types: ['user.updated', 'user.deactivated'],
      })),
    );
    expect(await noted(other)).toEqual([b.id]);
  });

  test('that comes again is neither sent nor noted again', async () => {
    const [a, b] = [record('ann', 1), record('ann', 2)];
    await run([a]);
    await run([a, b]);
    await run([a, b]);
    expect(bus.taken).toHaveLength(4);
    expect(await noted()).toEqual(ids(a, b));
    const sequences = (await log.from(tenant, 0, 10)).map(({ sequence }) => sequence);
    expect(sequences[1]).toBe((sequences[0] ?? 0) + 1);
  });

  test('comes again from the first record of which anything was not taken', async () => {
    const [a, b, c, d] = [record('ann', 1), record('bob', 1), record('bob', 2), record('cy', 1)];
    bus.refuses = ({ id }) => (id === `${b.id}.1` ? throttled : undefined);
    expect(await run([a, b, c, d])).toEqual([`s-${b.id}`]);
    // What follows of the same user waits for its turn in the log, and nobody else does.
    expect(await noted()).toEqual(ids(a, d));
    bus.refuses = () => undefined;
    expect(await run([b, c, d])).toEqual([]);
    expect(await noted()).toEqual(ids(a, d, b, c));
    expect(bus.taken.filter(({ id }) => id.startsWith(d.id))).toHaveLength(2);
  });

  test('is not held up by a record that nobody can publish, which is told', async () => {
    const [a, b, c] = [record('ann', 1), record('bob', 1), record('bob', 2)];
    bus.refuses = ({ id }) => (id.startsWith(b.id) ? malformed : undefined);
    const event = streamed([a, b, c]);
    const unreadable = { dynamodb: { SequenceNumber: 's-x', NewImage: { record: { S: '{' } } } };
    event.Records.unshift(unreadable as never);
    const { batchItemFailures } = await relay({ publish: bus.publish, log })(event, context);
    expect(batchItemFailures).toEqual([]);
    expect(await noted()).toEqual(ids(a, c));
    expect(told.join('')).toContain('"RecordsRefused":2');
    expect(told.join('')).not.toContain('userName');
  });

  test('is noted only as far as it was sent when time runs out', async () => {
    const many = Array.from({ length: 120 }, (_, n) => record(`user-${n}`, 1));
    const times = [60_000, 60_000, 1_000];
    const getRemainingTimeInMillis = () => times.shift() ?? 0;
    const [first] = await run(many, { ...context, getRemainingTimeInMillis });
    expect(first).toBe(`s-${many[100]?.id}`);
    expect(await noted()).toEqual(ids(...many.slice(0, 100)));
  });

  test('of a tenant whose log cannot be written comes again, and holds up no other', async () => {
    const other = `u-${newId()}`;
    const [a, b] = [record('ann', 1), record('bob', 1, other)];
    const broken = {
      ...log,
      tail: async (id: string, since: number) => {
        if (id === tenant) throw new Error('No log');
        return await log.tail(id, since);
      },
    };
    const { batchItemFailures } = await relay({ publish: bus.publish, log: broken })(
      streamed([a, b]),
      context,
    );
    expect(batchItemFailures).toEqual([{ itemIdentifier: `s-${a.id}` }]);
    expect(recordIds(bus.taken)).toEqual([b.id]);
    expect(await noted(other)).toEqual([b.id]);
  });
});

describe('several that append at once', () => {
  test('form one chain, whatever came before, with each record in it once', async () => {
    const records = Array.from({ length: 24 }, (_, n) => record(`user-${n}`, 1));
    const publications = records.map(({ id, subject }) => ({ id, subject, types: [] }));
    const since = clock.now() - 10_000;
    await Promise.all(
      Array.from({ length: 8 }, async (_, n) => {
        const tail = await log.tail(tenant, since);
        // Each overlaps with the next: both try to note the same records.
        await tail.append(publications.slice(n * 3, n * 3 + 6));
      }),
    );
    const rows = await log.from(tenant, 0, 100);
    const first = rows[0]?.sequence ?? 0;
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, n) => first + n));
    expect((await noted()).toSorted()).toEqual(ids(...records).toSorted());
  });
});
