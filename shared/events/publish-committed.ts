import { type CommittedRecord, type EventEnvelope, envelopesOf } from '#shared/events/envelope.ts';
import {
  type LogTail,
  type PublicationLog,
  publicationOf,
} from '#shared/events/publication-log.ts';

/** Why an event was not taken. */
export interface Problem {
  /** Of whoever refused it, such as `ThrottlingException`. */
  readonly code: string;
  /** Whether sending the same again is of no use. */
  readonly permanent: boolean;
}

/** Sends events in order; answers, for each, why it was not taken, or undefined when it was. */
export type Publish = (events: readonly EventEnvelope[]) => Promise<(Problem | undefined)[]>;

export interface Publishing {
  readonly publish: Publish;
  readonly log: PublicationLog;
  /** Whether there is time for another part of the work. */
  readonly hasTime: () => boolean;
}

/** What became of a record: it is on the bus and in the log; it has to come again; it is of no use to send it again. */
export type Outcome =
  | { readonly state: 'published' }
  | { readonly state: 'failed' | 'refused'; readonly code: string };

interface Attempt extends CommittedRecord {
  outcome: Outcome | undefined;
}

/** Events that are sent before the time is looked at again. */
const PART = 100;

/** How far the clocks of two machines may be apart, milliseconds. */
const CLOCK_SKEW = 2_000;

const published: Outcome = { state: 'published' };
const outOfTime: Outcome = { state: 'failed', code: 'OutOfTime' };

/**
 * Publishes records and notes them in the logs of their tenants; what a log holds already is not sent again. A
 * record that failed holds back the later ones of its own subject, so that the log has them in order, and
 * nobody else's. At every point it may be cut off: what was sent and not noted is sent again, with equal ids.
 *
 * @param records In the order in which they were committed, as far as that is known.
 * @returns for each record, in the same order, what became of it.
 */
export async function publishCommitted(
  { publish, log, hasTime }: Publishing,
  records: readonly CommittedRecord[],
): Promise<Outcome[]> {
  const attempts = records.map((one): Attempt => ({ ...one, outcome: undefined }));
  const tenants = Map.groupBy(attempts, ({ record }) => record.tenant);
  const tails = new Map<string, LogTail>();
  await Promise.all(
    [...tenants].map(async ([tenant, own]) => {
      const tail = await orFail(own, log.tail(tenant, sinceOf(own)));
      if (tail) tails.set(tenant, tail);
    }),
  );
  for (const attempt of pending(attempts)) {
    if (tails.get(attempt.record.tenant)?.holds(attempt.record.id)) attempt.outcome = published;
  }
  const sent = await sendAll(publish, hasTime, pending(attempts));
  await Promise.all([...tails].map(([tenant, tail]) => note(tail, sent.get(tenant) ?? [])));
  return attempts.map(({ outcome }) => outcome ?? { state: 'failed', code: 'NotAttempted' });
}

/** Sends what is pending, part by part. @returns what was taken and is to be noted, by tenant. */
async function sendAll(
  publish: Publish,
  hasTime: () => boolean,
  attempts: readonly Attempt[],
): Promise<Map<string, Attempt[]>> {
  const heldBack = new Map<string, Outcome>();
  const taken: Attempt[] = [];
  for (const part of parts(attempts)) {
    const outcomes = hasTime() ? await send(publish, part) : part.map(() => outOfTime);
    taken.push(...part.filter((attempt, index) => isTaken(attempt, outcomes[index], heldBack)));
  }
  return Map.groupBy(taken, ({ record }) => record.tenant);
}

/** Whether a record is to be noted; if not, its outcome is known. */
function isTaken(
  attempt: Attempt,
  sent: Outcome | undefined,
  heldBack: Map<string, Outcome>,
): boolean {
  const subject = `${attempt.record.tenant} ${attempt.record.subject.id}`;
  const outcome = heldBack.get(subject) ?? sent ?? outOfTime;
  if (outcome === published) return true;
  if (outcome.state === 'failed') heldBack.set(subject, outcome);
  attempt.outcome = outcome;
  return false;
}

/** Sends the events of some records; a record is published when all of its events were taken. */
async function send(publish: Publish, part: readonly Attempt[]): Promise<Outcome[]> {
  const events = part.map(({ record }) => envelopesOf(record));
  const problems = await publish(events.flat());
  let next = 0;
  return events.map(({ length }) => {
    const own = problems.slice(next, next + length).filter((problem) => problem !== undefined);
    next += length;
    const [first] = own;
    if (!first) return published;
    const transient = own.find(({ permanent }) => !permanent);
    return { state: transient ? 'failed' : 'refused', code: (transient ?? first).code };
  });
}

async function note(tail: LogTail, taken: readonly Attempt[]): Promise<void> {
  if (taken.length === 0) return;
  const noted = await orFail(
    taken,
    tail.append(taken.map(publicationOf)).then(() => published),
  );
  if (noted) for (const attempt of taken) attempt.outcome = noted;
}

/** The result, or undefined when it could not be had: then all of these have failed. */
async function orFail<T>(attempts: readonly Attempt[], result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    const code = error instanceof Error ? error.name : 'UnknownError';
    for (const attempt of attempts) attempt.outcome = { state: 'failed', code };
    return undefined;
  }
}

function* parts(attempts: readonly Attempt[]): Generator<Attempt[]> {
  let part: Attempt[] = [];
  let events = 0;
  for (const attempt of attempts) {
    part.push(attempt);
    events += attempt.record.happenings.length;
    if (events < PART) continue;
    yield part;
    part = [];
    events = 0;
  }
  if (part.length > 0) yield part;
}

function pending(attempts: readonly Attempt[]): Attempt[] {
  return attempts.filter(({ outcome }) => outcome === undefined);
}

/** Nothing is published before it is committed. */
function sinceOf(attempts: readonly Attempt[]): number {
  return Math.min(...attempts.map(({ record }) => Date.parse(record.time))) - CLOCK_SKEW;
}
