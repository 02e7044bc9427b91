import { setTimeout as sleep } from 'node:timers/promises';

/** An event that arrived somewhere. Times are milliseconds since the epoch, of this machine's one clock. */
export interface Sighting {
  /** The tenant on the bus, the path at an endpoint. */
  readonly place: string;
  readonly subject: string;
  /** What the event has for its time: just before its transaction began. */
  readonly committed: number;
  readonly seen: number;
}

const LONGEST_WAIT = 60_000;
const LOOK_EVERY = 20;

/** Milliseconds from the commit, of each event in one place; at the first time, if it arrived twice. */
export function latencies(sightings: readonly Sighting[]): number[] {
  const first = new Map<string, number>();
  for (const { place, subject, committed, seen } of sightings) {
    const key = `${place} ${subject}`;
    if (!first.has(key)) first.set(key, seen - committed);
  }
  return [...first.values()];
}

/** Gives the sightings once there are so many different ones. @throws Error when they do not come within a minute. */
export async function arrived(
  sightings: () => readonly Sighting[],
  count: number,
): Promise<readonly Sighting[]> {
  const end = performance.now() + LONGEST_WAIT;
  for (;;) {
    const there = sightings();
    const different = latencies(there).length;
    if (different >= count) return there;
    if (performance.now() > end)
      throw new Error(`Of ${count} events ${different} arrived in a minute.`);
    await sleep(LOOK_EVERY);
  }
}

/** The value that so many of the values do not exceed (nearest rank). NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Acts so many times a second, whether or not what was begun before is done. */
export async function paced(
  count: number,
  perSecond: number,
  act: (index: number) => Promise<void>,
): Promise<void> {
  const began = performance.now();
  const all = Array.from({ length: count }, async (_, index) => {
    await sleep(Math.max(0, began + (index * 1_000) / perSecond - performance.now()));
    await act(index);
  });
  await Promise.all(all);
}
