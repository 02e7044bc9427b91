import type { EventType } from '#shared/events/catalogue.ts';
import { type EventEnvelope, envelopesOf, type OutboxRecord } from '#shared/events/envelope.ts';
import type { Outbox } from '#shared/events/outbox.ts';
import type { LogRow, Publication, PublicationLog } from '#shared/events/publication-log.ts';

/** The next event to read: by row of the publication log, by record in it, by event of that. */
export interface FeedPlace {
  readonly sequence: number;
  readonly record: number;
  readonly event: number;
}

export interface FeedQuery {
  readonly tenantId: string;
  readonly from: FeedPlace;
  /** All, unless some are named. */
  readonly types?: readonly EventType[];
  /** SCIM id of the only user or group that is meant. */
  readonly subject?: string;
  readonly limit: number;
}

export interface FeedPage {
  readonly events: readonly EventEnvelope[];
  readonly next: FeedPlace;
  /** Whether there is more to read right now. */
  readonly more: boolean;
}

export interface FeedPorts {
  readonly log: PublicationLog;
  readonly outbox: Outbox;
}

/** Before every event that there is. */
export const BEGINNING: FeedPlace = { sequence: 0, record: 0, event: 0 };

/** Rows that one look takes, and all that a page may look at: with a filter a page may be short, even empty. */
const ROWS = 20;
const MAX_ROWS = 200;

/** Events of a tenant in the order of their publication; whoever goes on from `next` misses none. */
export async function readFeed(ports: FeedPorts, query: FeedQuery): Promise<FeedPage> {
  const events: EventEnvelope[] = [];
  let next = query.from;
  for (let seen = 0; seen < MAX_ROWS; seen += ROWS) {
    const rows = await ports.log.from(query.tenantId, next.sequence, ROWS);
    const limit = query.limit - events.length;
    const page = await readRows(ports.outbox, rows, { ...query, from: next, limit });
    events.push(...page.events);
    next = page.next;
    if (page.more || rows.length < ROWS) return { events, next, more: page.more };
  }
  return { events, next, more: true };
}

/** The last events of a tenant, and where those begin that are yet to come. */
export async function readLatest(
  { log, outbox }: FeedPorts,
  { limit, ...query }: Omit<FeedQuery, 'from'>,
): Promise<FeedPage> {
  const rows = await log.newest(query.tenantId, ROWS);
  const events: EventEnvelope[] = [];
  for (const row of rows) {
    if (events.length >= limit) break;
    const from = { ...BEGINNING, sequence: row.sequence };
    const whole = { ...query, from, limit: Number.POSITIVE_INFINITY };
    events.unshift(...(await readRow(outbox, row, whole)).events);
  }
  const [newest] = rows;
  const next = newest ? { ...BEGINNING, sequence: newest.sequence + 1 } : BEGINNING;
  return { events: events.slice(Math.max(0, events.length - limit)), next, more: false };
}

async function readRows(
  outbox: Outbox,
  rows: readonly LogRow[],
  query: FeedQuery,
): Promise<FeedPage> {
  const events: EventEnvelope[] = [];
  let next = query.from;
  for (const row of rows) {
    const from = row.sequence === next.sequence ? next : { ...BEGINNING, sequence: row.sequence };
    const taken = await readRow(outbox, row, {
      ...query,
      from,
      limit: query.limit - events.length,
    });
    events.push(...taken.events);
    next = taken.next;
    if (next.sequence === row.sequence) return { events, next, more: true };
  }
  return { events, next, more: false };
}

/** What is wanted of one row, from a place in it on; `next` is in the row as long as something is left there. */
async function readRow(outbox: Outbox, { sequence, publications }: LogRow, query: FeedQuery) {
  const { tenantId, from, limit } = query;
  const wanted = publications
    .map((publication, record) => ({ publication, record }))
    .filter(({ publication, record }) => record >= from.record && isWanted(publication, query));
  // Each has an event at least, so that one more than there is room for shows whether something is left.
  const reached = wanted.slice(0, limit + 1);
  const found = await outbox.of(
    tenantId,
    reached.map(({ publication }) => publication),
  );
  const stored = new Map(found.map(({ record }) => [record.id, record]));
  const all = reached.flatMap(({ publication, record }) =>
    eventsOf(stored.get(publication.id), { sequence, record, event: 0 }, query),
  );
  const unreached = wanted[reached.length];
  const rest = unreached && { sequence, record: unreached.record, event: 0 };
  const next = all[limit]?.place ?? rest ?? { ...BEGINNING, sequence: sequence + 1 };
  return { events: all.slice(0, limit).map(({ envelope }) => envelope), next };
}

function eventsOf(
  stored: OutboxRecord | undefined,
  { sequence, record }: FeedPlace,
  { from, types }: FeedQuery,
) {
  const first = record === from.record ? from.event : 0;
  return (stored ? envelopesOf(stored) : [])
    .map((envelope, event) => ({ envelope, place: { sequence, record, event } }))
    .slice(first)
    .filter(({ envelope }) => types === undefined || types.includes(envelope.type));
}

function isWanted(
  { subject, types: own }: Publication,
  { subject: id, types }: FeedQuery,
): boolean {
  const isSubject = id === undefined || subject.id === id;
  return isSubject && (types === undefined || own.some((type) => types.includes(type)));
}
