import type { CommittedRecord } from '#shared/events/envelope.ts';
import type { Outbox, OutboxPlace } from '#shared/events/outbox.ts';
import type { PublicationLog } from '#shared/events/publication-log.ts';
import {
  type Outcome,
  type Publishing,
  publishCommitted,
} from '#shared/events/publish-committed.ts';
import { type Clock, MINUTE } from '#shared/kernel/clock.ts';
import { birthOf } from '#shared/kernel/uuid-v7.ts';

/** How far a tenant's outbox was compared with its publication log. */
export interface Reckoning {
  /** Records born before were published, but for the refused ones (milliseconds). */
  readonly upTo: number;
  /** Rows of the log from before do not matter any more. */
  readonly sequence: number;
  /** Records that were refused for good, as it seemed; each run tries them again. */
  readonly refused: readonly OutboxPlace[];
}

export interface ReckoningStore {
  reckoning(tenantId: string): Promise<Reckoning | undefined>;
  keepReckoning(tenantId: string, reckoning: Reckoning): Promise<void>;
}

export interface ReconcilePorts extends Publishing {
  readonly outbox: Outbox;
  readonly reckonings: ReckoningStore;
  readonly clock: Clock;
}

export interface Reconciled {
  /** Records that nobody had published, and that now are. */
  readonly found: number;
  /** Records that could not be published yet. */
  readonly left: number;
}

/**
 * Milliseconds that the relay has. A record is born before its commit by no more than what a function may live,
 * half a minute, so that what is older than this was committed or never will be.
 */
const LATE = 5 * MINUTE;

/** The feed is an index, and may lag: so much of what was compared before is compared again. */
const OVERLAP = 10 * MINUTE;

/** How far the clocks of two machines may be apart. */
const CLOCK_SKEW = MINUTE;

const ROWS = 50;
/** Records that are read, published and noted at a time: a process that ends sends no more than these again. */
const SLICE = 100;
const notYet: Outcome = { state: 'failed', code: 'NotYet' };
/** Beyond these the reckoning itself stops at the first of them. */
const MAX_REFUSED = 100;

/**
 * Publishes what a tenant committed and nobody published: the stream was down or its mapping disabled, records
 * were given up on or have expired. Costs what is new since the last run, and four reads when nothing is.
 *
 * @param since When the tenant began (milliseconds).
 */
export async function reconcileTenant(
  ports: ReconcilePorts,
  tenantId: string,
  since: number,
): Promise<Reconciled> {
  const { outbox, reckonings, clock, hasTime } = ports;
  const end = clock.now() - LATE;
  let reckoning = (await reckonings.reckoning(tenantId)) ?? {
    upTo: since,
    sequence: 0,
    refused: [],
  };
  let from = reckoning.upTo - OVERLAP;
  const total = { found: 0, left: 0 };
  let isBlocked = false;
  while (from < end && hasTime() && !isBlocked) {
    const { places, until } = await outbox.born(tenantId, from, end);
    if (places.length > 0 || reckoning.refused.length > 0) {
      const { found, left, next } = await compare(ports, tenantId, reckoning, places, until);
      await reckonings.keepReckoning(tenantId, next);
      total.found += found;
      total.left = left;
      isBlocked = next.upTo < until && left > 0;
      reckoning = next;
    }
    from = until;
  }
  return total;
}

async function compare(
  ports: ReconcilePorts,
  tenantId: string,
  reckoning: Reckoning,
  places: readonly OutboxPlace[],
  until: number,
) {
  const all = [...reckoning.refused, ...places];
  const missing = new Map(all.map((place) => [place.id, place]));
  const settled = until - OVERLAP - CLOCK_SKEW;
  const sequence = await strikeOut(ports.log, tenantId, reckoning.sequence, missing, settled);
  const unpublished = [...missing.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const outcomes = await publishAt(ports, unpublished);
  const inState = (state: Outcome['state']) =>
    unpublished.filter((_, index) => outcomes[index]?.state === state);
  const [failed, refused] = [inState('failed'), inState('refused')];
  const blocking = [...failed, ...refused.slice(MAX_REFUSED)].map(({ id }) => birthOf(id));
  const upTo = Math.min(Math.max(until, reckoning.upTo), ...blocking);
  const next: Reckoning = {
    upTo,
    sequence: blocking.length > 0 ? reckoning.sequence : sequence,
    refused: refused.slice(0, MAX_REFUSED),
  };
  return { found: inState('published').length, left: failed.length + refused.length, next };
}

/** Takes what the log holds out of `missing`. @returns from where the log matters after `settled`. */
async function strikeOut(
  log: PublicationLog,
  tenantId: string,
  from: number,
  missing: Map<string, OutboxPlace>,
  settled: number,
): Promise<number> {
  let sequence = from;
  let isSettled = true;
  for await (const { sequence: place, at, publications } of rowsFrom(log, tenantId, from)) {
    for (const { id } of publications) missing.delete(id);
    isSettled &&= at < settled;
    if (isSettled) sequence = place + 1;
    else if (missing.size === 0) break;
  }
  return sequence;
}

async function* rowsFrom(log: PublicationLog, tenantId: string, first: number) {
  for (let start = first; ; ) {
    const rows = await log.from(tenantId, start, ROWS);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < ROWS) return;
    start = last.sequence + 1;
  }
}

/** A later change of a subject does not overtake one that has to come again. */
async function publishAt(
  ports: ReconcilePorts,
  places: readonly OutboxPlace[],
): Promise<(Outcome | undefined)[]> {
  const outcomes = new Map<string, Outcome | undefined>();
  const heldBack = new Set<string>();
  for (let start = 0; start < places.length && ports.hasTime(); start += SLICE) {
    const slice = places
      .slice(start, start + SLICE)
      .filter(({ partition }) => !heldBack.has(partition));
    const found = await publishSlice(ports, slice);
    for (const [index, { id, partition }] of slice.entries()) {
      outcomes.set(id, found[index]);
      if (found[index]?.state === 'failed') heldBack.add(partition);
    }
  }
  return places.map(({ id }) => (outcomes.has(id) ? outcomes.get(id) : notYet));
}

async function publishSlice(
  ports: ReconcilePorts,
  places: readonly OutboxPlace[],
): Promise<(Outcome | undefined)[]> {
  const read = await ports.outbox.at(places);
  const records = read.filter((one): one is CommittedRecord => typeof one === 'object');
  const outcomes = await publishCommitted(ports, records);
  return read.map((one) => {
    if (one === 'gone') return undefined;
    if (one === 'unreadable') return { state: 'refused', code: 'Unreadable' };
    return outcomes[records.indexOf(one)];
  });
}
