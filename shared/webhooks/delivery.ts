import type { EventEnvelope } from '#shared/events/envelope.ts';
import { MINUTE } from '#shared/kernel/clock.ts';
import { waitAfter } from '#shared/webhooks/retry-schedule.ts';

/** What a message to an endpoint says: an event of the catalogue, or a test. */
export type DeliveredEvent = Omit<EventEnvelope, 'type' | 'data'> & {
  readonly type: string;
  readonly data: unknown;
};

/** Why nothing more is tried by itself. */
export type FailureReason =
  /** Every attempt failed. */
  | 'exhausted'
  /** The endpoint answered 410. */
  | 'gone'
  /** The endpoint was disabled, or deleted, before the event got there. */
  | 'disabled';

/** One event on its way to one endpoint; its id is that of the event. Times are milliseconds since the epoch. */
export interface Delivery {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly event: DeliveredEvent;
  readonly state: 'pending' | 'delivered' | 'failed';
  readonly reason?: FailureReason;
  /** Attempts since it was created, or since it was last sent again. */
  readonly attempts: number;
  /** When the next one is due, as long as it is pending. */
  readonly dueAt: number;
  /** When the sweep has to look after it; before that, a message in the queue does. */
  readonly sweepAt: number;
  readonly createdAt: number;
  /** When it was delivered or given up. */
  readonly settledAt?: number;
  /** The last ones, oldest first. */
  readonly log: readonly Attempt[];
  /** +1 for each change. */
  readonly revision: number;
}

/** What came of one attempt. */
export interface Attempt {
  readonly at: number;
  readonly outcome: Outcome;
  /** Of the answer, if there was one. */
  readonly status?: number;
  readonly milliseconds: number;
  /** The first bytes of the answer, or what stood in the way; without secrets. */
  readonly detail: string;
  /** What the receiver asked to be left alone for, in milliseconds. */
  readonly retryAfter?: number;
}

/** `skipped`: the endpoint was known to be down, and nothing was sent. */
export type Outcome = 'success' | 'failure' | 'gone' | 'skipped';

/** How long a message may take beyond its time, with all its redeliveries, before it counts as lost. */
const MESSAGE_PATIENCE = 600_000;

/** The sweep runs every minute, and passes on what is due before it runs again. */
const SWEEP_AHEAD = MINUTE;

/** Attempts that a delivery remembers. */
const KEPT_ATTEMPTS = 30;

/** A delivery that is due at once. @param now Milliseconds. */
export function newDelivery(
  tenantId: string,
  endpointId: string,
  event: DeliveredEvent,
  now: number,
): Delivery {
  return {
    tenantId,
    endpointId,
    event,
    state: 'pending',
    attempts: 0,
    ...due(now, now, 0),
    createdAt: now,
    log: [],
    revision: 1,
  };
}

/**
 * The delivery after an attempt: done, given up, or due again.
 *
 * @param reach The longest that the queue keeps a message back, in milliseconds.
 */
export function afterAttempt(
  delivery: Delivery,
  attempt: Attempt,
  { random, reach }: { readonly random: number; readonly reach: number },
): Delivery {
  const attempts = delivery.attempts + 1;
  const log = [...delivery.log, attempt].slice(-KEPT_ATTEMPTS);
  const tried = { ...delivery, attempts, log, revision: delivery.revision + 1 };
  if (attempt.outcome === 'success') return settled(tried, 'delivered', attempt.at);
  if (attempt.outcome === 'gone') return settled(tried, 'failed', attempt.at, 'gone');
  const wait = waitAfter(attempts, attempt.retryAfter ?? 0, random);
  if (wait === undefined) return settled(tried, 'failed', attempt.at, 'exhausted');
  const now = attempt.at + attempt.milliseconds;
  return { ...tried, ...due(now + wait, now, reach) };
}

/** The same attempt later: it was not its turn. */
export function postponed(delivery: Delivery, dueAt: number, now: number, reach: number): Delivery {
  return { ...delivery, ...due(dueAt, now, reach), revision: delivery.revision + 1 };
}

/** The delivery as the sweep leaves it: its message goes into the queue now. */
export function handedOver(delivery: Delivery, now: number): Delivery {
  const sweepAt = Math.max(delivery.dueAt, now) + MESSAGE_PATIENCE;
  return { ...delivery, sweepAt, revision: delivery.revision + 1 };
}

/** Whether a message in the queue can wait until it is due. */
export function fitsQueue({ dueAt }: Pick<Delivery, 'dueAt'>, now: number, reach: number): boolean {
  return dueAt - now <= reach;
}

/** Given up on, as its endpoint is disabled. @param now Milliseconds. */
export function abandoned(delivery: Delivery, now: number): Delivery {
  return settled({ ...delivery, revision: delivery.revision + 1 }, 'failed', now, 'disabled');
}

/** The same event once more, under the same id, with all its attempts before it. */
export function sentAgain(delivery: Delivery, now: number): Delivery {
  const { reason: _, settledAt: __, ...rest } = delivery;
  return {
    ...rest,
    state: 'pending',
    attempts: 0,
    ...due(now, now, 0),
    revision: delivery.revision + 1,
  };
}

function due(dueAt: number, now: number, reach: number): Pick<Delivery, 'dueAt' | 'sweepAt'> {
  return {
    dueAt,
    sweepAt: fitsQueue({ dueAt }, now, reach) ? dueAt + MESSAGE_PATIENCE : dueAt - SWEEP_AHEAD,
  };
}

function settled(
  delivery: Delivery,
  state: 'delivered' | 'failed',
  settledAt: number,
  reason?: FailureReason,
): Delivery {
  return { ...delivery, state, settledAt, ...(reason && { reason }) };
}
