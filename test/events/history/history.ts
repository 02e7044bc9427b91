import { type EventEnvelope, envelopesOf, type OutboxRecord } from '#shared/events/envelope.ts';

/** What was recorded of one run, from the first commit until nothing moves any more. */
export interface History {
  readonly committed: readonly OutboxRecord[];
  /** What the bus took, in that order, again and again. */
  readonly published: readonly EventEnvelope[];
  /** What somebody read who followed the feed while all this went on. */
  readonly followed: readonly EventEnvelope[];
  /** The feed from its beginning to its end, when all was over. */
  readonly feed: readonly EventEnvelope[];
  /** Records that came late by the reconciler. */
  readonly late: ReadonlySet<string>;
  /** Records that the bus refused for good, at least once: later ones do not wait for them. */
  readonly refused: ReadonlySet<string>;
}

/** Everything in which a history breaks what Rollcall promises of events; nothing when it keeps it. */
export function violationsIn(history: History): string[] {
  const committed = history.committed.flatMap(envelopesOf);
  return [
    ...lost(committed, history.published),
    ...invented(committed, history.published),
    ...lacking(committed, history.feed),
    ...untrue(history),
    ...outOfOrder(history),
    ...misread(history),
  ];
}

/** Every committed event reaches the bus at least once. */
export function lost(
  committed: readonly EventEnvelope[],
  published: readonly EventEnvelope[],
): string[] {
  const taken = idsOf(published);
  return committed.filter(({ id }) => !taken.has(id)).map(({ id }) => `lost: ${id}`);
}

/** Nothing else does, and what comes twice is the same twice. */
export function invented(
  committed: readonly EventEnvelope[],
  published: readonly EventEnvelope[],
): string[] {
  const known = new Map(committed.map((event) => [event.id, JSON.stringify(event)]));
  return published
    .filter((event) => known.get(event.id) !== JSON.stringify(event))
    .map(({ id }) => `invented: ${id}`);
}

/** The feed has every committed event, once. */
function lacking(committed: readonly EventEnvelope[], feed: readonly EventEnvelope[]): string[] {
  const times = Map.groupBy(feed, ({ id }) => id);
  const known = idsOf(committed);
  return [
    ...committed
      .filter(({ id }) => times.get(id)?.length !== 1)
      .map(({ id }) => `in the feed ${times.get(id)?.length ?? 0} times: ${id}`),
    ...feed.filter(({ id }) => !known.has(id)).map(({ id }) => `invented in the feed: ${id}`),
  ];
}

/** The feed tells of nothing that the bus has not heard of. */
function untrue({ feed, published }: History): string[] {
  const taken = idsOf(published);
  return feed.filter(({ id }) => !taken.has(id)).map(({ id }) => `told, but not sent: ${id}`);
}

/** Of one subject, the feed has the versions in order, and the events of a version as they were committed. */
function outOfOrder({ feed, late, refused }: History): string[] {
  const passedOver = new Set([...late, ...refused]);
  const inTime = feed.filter(({ id }) => !passedOver.has(recordOf(id)));
  return [...Map.groupBy(inTime, ({ subject }) => subject.id).values()].flatMap((events) =>
    events.flatMap((event, index) => {
      const before = events[index - 1];
      const isBehind = before === undefined || place(before) < place(event);
      return isBehind ? [] : [`out of order: ${event.id} after ${before.id}`];
    }),
  );
}

/** Who follows the feed reads all of it, in its order. */
function misread({ followed, feed }: History): string[] {
  const length = Math.max(followed.length, feed.length);
  const first = Array.from({ length }).findIndex((_, n) => followed[n]?.id !== feed[n]?.id);
  return first < 0
    ? []
    : [`at ${first} the reader saw ${followed[first]?.id}, not ${feed[first]?.id}`];
}

function place({ version, id }: EventEnvelope): number {
  return version * 1_000 + Number(id.slice(id.lastIndexOf('.') + 1));
}

function recordOf(id: string): string {
  return id.slice(0, id.lastIndexOf('.'));
}

function idsOf(events: readonly EventEnvelope[]): Set<string> {
  return new Set(events.map(({ id }) => id));
}
