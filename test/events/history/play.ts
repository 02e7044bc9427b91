import type { DynamoDBStreamEvent } from 'aws-lambda';
import { createOutbox } from '#functions/adapters/dynamodb/outbox.ts';
import { outboxItem } from '#functions/adapters/dynamodb/outbox-item.ts';
import { createPublicationLog } from '#functions/adapters/dynamodb/publication-log.ts';
import { createReckoningStore } from '#functions/adapters/dynamodb/reckoning-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import type { relay } from '#functions/relay/relay.ts';
import { processStreamBatch } from '#infra/local/mapping/process-stream-batch.ts';
import type { StreamRecord } from '#infra/local/mapping/stream-record.ts';
import { type EventEnvelope, envelopesOf, type OutboxRecord } from '#shared/events/envelope.ts';
import type { PublicationLog } from '#shared/events/publication-log.ts';
import type { Problem, Publish } from '#shared/events/publish-committed.ts';
import { BEGINNING, type FeedPlace, readFeed } from '#shared/events/read-feed.ts';
import { reconcileTenant } from '#shared/events/reconcile.ts';
import { createNewId } from '#shared/kernel/uuid-v7.ts';
import { malformed, throttled } from '../../support/fake-bus.ts';
import { Crash, type Fault, withFaults } from '../../support/faults.ts';
import { newClient, type TestTable } from '../../support/new-table.ts';
import type { History } from './history.ts';

/** What befalls a call of the bus, or one entry of it. */
export type BusFault = 'throttled' | 'poison' | 'unanswered' | 'crashBefore' | 'crashAfter';

/** All chance of a run; each list is gone through from its beginning, and is all well after its end. */
export interface Plan {
  /** Events of each record, by subject: one list for each, one number for each version. */
  readonly subjects: readonly (readonly number[])[];
  /** Which subject commits next, modulo those that have something left. */
  readonly commits: readonly number[];
  /** Of the calls of the table in which the relay is. */
  readonly table: readonly (Fault | undefined)[];
  /** Of the entries sent to the bus. */
  readonly bus: readonly (BusFault | undefined)[];
  /** Whether another shard is served in the middle of a call. */
  readonly rivals: readonly boolean[];
  readonly batchSizes: readonly number[];
  /** Events that the reader asks for at a time. */
  readonly pages: readonly number[];
}

export type RelayUnderTest = (ports: Parameters<typeof relay>[0]) => ReturnType<typeof relay>;

interface Settings {
  readonly relay: RelayUnderTest;
  /** As the mapping has them. */
  readonly reportsItemFailures: boolean;
  /** Reads on from a place, for the one who follows; by default the Events API. */
  readonly follow?: Follow;
}

export type Follow = (read: Reading) => Promise<EventEnvelope[]>;
interface Reading {
  readonly seen: readonly EventEnvelope[];
  readonly tenant: string;
  readonly outbox: ReturnType<typeof createOutbox>;
}

const SHARDS = 2;
const LATER = 6 * 60_000;

/** Plays a plan on a table of its own with the real log, feed, mapping and reconciler, and records what happened. */
export async function play(plan: Plan, settings: Settings, testTable: TestTable): Promise<History> {
  const draw = dealer(plan);
  const clock = { offset: 0, now: () => Date.now() + clock.offset };
  const timing = { clock, sleep: async () => {}, random: () => 0.5 };
  const newId = createNewId(clock);
  const tenant = `t-${newId()}`;
  const faulty = withFaults(newClient());
  const table = createTable(testTable.client, testTable.tableName);
  const log = createPublicationLog(createTable(faulty.client, testTable.tableName), timing);
  const quiet = createPublicationLog(table, timing);
  const outbox = createOutbox(table);

  const process = { isDead: false };
  const crash = () => {
    process.isDead = true;
    return new Crash();
  };
  const published: EventEnvelope[] = [];
  /** Passed over by the relay, even if a later attempt at their batch takes them after all. */
  const refused = new Set<string>();
  /** One entry: whether the bus took it, and what it says of that. */
  const send = (event: EventEnvelope): Problem | undefined => {
    const fault = draw.bus();
    if (process.isDead || fault === 'crashBefore') throw crash();
    if (fault === undefined || fault === 'unanswered' || fault === 'crashAfter') {
      published.push(event);
    }
    if (fault === 'crashAfter') throw crash();
    return fault && problemOf(event, fault);
  };
  const problemOf = ({ id }: EventEnvelope, fault: BusFault): Problem => {
    if (fault !== 'poison') return throttled;
    refused.add(id.slice(0, id.lastIndexOf('.')));
    return malformed;
  };
  const publish: Publish = async (events) => {
    await rival();
    return events.map(send);
  };
  faulty.setFaults(() => {
    if (process.isDead) return 'crashBefore';
    const fault = draw.table();
    if (fault === 'crashBefore' || fault === 'crashAfter') process.isDead = true;
    return fault;
  });

  const shards: StreamRecord[][] = Array.from({ length: SHARDS }, () => []);
  const busy = new Set<number>();
  let sequence = 0;

  async function commit(record: OutboxRecord, shard: number): Promise<void> {
    const scope = { tenantId: tenant, directoryId: 'okta', visibility: 'tenant' as const };
    const item = outboxItem(scope, record);
    await table.put(item, 'attribute_not_exists(pk)');
    sequence += 1;
    const SequenceNumber = String(sequence).padStart(9, '0');
    const event = { eventName: 'INSERT', dynamodb: { SequenceNumber, NewImage: item } };
    shards[shard]?.push({ sequenceNumber: SequenceNumber, createdAt: 0, readAt: 0, event });
  }

  /** Serves one batch of a shard, as the mapping does: again, in halves, and not for ever. */
  async function serve(shard: number): Promise<void> {
    const records = shards[shard]?.splice(0, draw.batchSize()) ?? [];
    if (records.length === 0 || busy.has(shard)) return void shards[shard]?.unshift(...records);
    busy.add(shard);
    await processStreamBatch(
      records,
      { bisect: true, maximumRetries: 3, maximumAge: Number.POSITIVE_INFINITY, ...settings },
      {
        invoke: (payload) => invoke(JSON.parse(payload)),
        passed: async () => {},
        discard: async () => {},
        clock: { now: clock.now, sleep: async () => {} },
        signal: new AbortController().signal,
      },
    );
    busy.delete(shard);
  }

  async function invoke(event: DynamoDBStreamEvent) {
    const { isDead } = process;
    process.isDead = false;
    const handle = settings.relay({ publish, log });
    const context = { functionName: 'relay', getRemainingTimeInMillis: () => 60_000 };
    const answer = await handle(event, context).catch(() => undefined);
    const hasCrashed = process.isDead;
    process.isDead = isDead;
    if (hasCrashed || answer === undefined) {
      return { functionError: { errorType: 'Crash', errorMessage: '', trace: [] } };
    }
    return { payload: JSON.stringify(answer) };
  }

  /** Another shard is served while the one at hand stands still: what it read is old when it goes on. */
  async function rival(): Promise<void> {
    if (!draw.rival()) return;
    const others = shards.flatMap((waiting, n) => (waiting.length > 0 && !busy.has(n) ? [n] : []));
    const [other] = others;
    if (other === undefined) return;
    await serve(other);
    await follow();
  }

  const followed: EventEnvelope[] = [];
  let next: FeedPlace = BEGINNING;
  async function follow(): Promise<void> {
    if (settings.follow) {
      followed.push(...(await settings.follow({ seen: followed, tenant, outbox })));
      return;
    }
    const page = await readFeed(
      { log: quiet, outbox },
      { tenantId: tenant, from: next, limit: draw.page() },
    );
    followed.push(...page.events);
    next = page.next;
  }

  const committed = recordsOf(plan, tenant, newId, clock.now());
  const waiting = committed.map((records) => [...records]);
  for (let left = waiting.filter((own) => own.length > 0); left.length > 0; ) {
    const own = left[draw.commit() % left.length] ?? [];
    const record = own.shift();
    if (record) await commit(record, waiting.indexOf(own) % SHARDS);
    if (draw.rival()) await serve(draw.commit() % SHARDS);
    await follow();
    left = waiting.filter((some) => some.length > 0);
  }
  for (let round = 0; shards.some((shard) => shard.length > 0); round += 1) {
    await serve(round % SHARDS);
    await follow();
  }
  faulty.setFaults(undefined);
  draw.calm();
  const inTime = await recordIds(quiet, tenant);
  clock.offset += LATER;
  const ports = { publish, log: quiet, outbox, reckonings: createReckoningStore(table), clock };
  await reconcileTenant({ ...ports, hasTime: () => true }, tenant, clock.now() - 2 * LATER);
  const late = new Set([...(await recordIds(quiet, tenant))].filter((id) => !inTime.has(id)));
  const whole = await readFeed(
    { log: quiet, outbox },
    { tenantId: tenant, from: BEGINNING, limit: 10_000 },
  );
  for (let before = -1; before < followed.length; ) {
    before = followed.length;
    await follow();
  }
  return { committed: committed.flat(), published, followed, feed: whole.events, late, refused };
}

/** Ids are born in the order of versions and subjects; they are committed in another one. */
function recordsOf({ subjects }: Plan, tenant: string, newId: () => string, now: number) {
  const data = { userName: 'somebody', active: true, changed: [] };
  return subjects.map((versions, subject): OutboxRecord[] =>
    versions.map((events, index) => ({
      id: newId(),
      time: new Date(now).toISOString(),
      tenant,
      subject: { type: 'User', id: `subject-${subject}` },
      version: index + 1,
      actor: { type: 'directory', id: 'okta' },
      cause: 'scim',
      requestId: 'request-1',
      happenings: Array.from({ length: events }, () => ({ type: 'user.updated', data })),
    })),
  );
}

async function recordIds(log: PublicationLog, tenant: string): Promise<Set<string>> {
  const rows = await log.from(tenant, 0, 10_000);
  return new Set(rows.flatMap(({ publications }) => publications.map(({ id }) => id)));
}

function dealer(plan: Plan) {
  let isCalm = false;
  const from = <T>(values: readonly T[], otherwise: T) => {
    const left = [...values];
    return () => (isCalm ? otherwise : (left.shift() ?? otherwise));
  };
  return {
    commit: from(plan.commits, 0),
    table: from<Fault | undefined>(plan.table, undefined),
    bus: from<BusFault | undefined>(plan.bus, undefined),
    rival: from(plan.rivals, false),
    batchSize: from(plan.batchSizes, 10),
    page: from(plan.pages, 100),
    calm: () => {
      isCalm = true;
    },
  };
}

/** Follows the outbox itself, by the order of ids: what many a feed does, and what skips whatever commits late. */
export const followIds: Follow = async ({ seen, tenant, outbox }) => {
  const { places } = await outbox.born(tenant, 0, Number.MAX_SAFE_INTEGER / 64);
  const last = seen.at(-1)?.id ?? '';
  const fresh = places.filter(({ id }) => id > last.slice(0, 36));
  const records = (await outbox.at(fresh)).filter((one) => typeof one === 'object');
  return records.flatMap(({ record }) => envelopesOf(record));
};
