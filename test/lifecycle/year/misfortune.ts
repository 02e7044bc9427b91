import { Crash, type Fault } from '../../support/faults.ts';
import type { LifecycleWorld } from '../support/lifecycle-world.ts';
import { seeded } from './seeded.ts';

const kinds: readonly Fault[] = [
  ...(['conflict', 'conflict', 'lost', 'crashBefore', 'crashAfter', 'throttle'] as const),
];
/** Ends of one process after which something else must be wrong. */
const MOST_ENDS = 2_000;

/** What befalls the calls of a process, which is started again whenever it ends by one. */
export function createMisfortune(
  { setFaults }: Pick<LifecycleWorld, 'setFaults'>,
  { seed, faultRate }: { readonly seed: number; readonly faultRate: number },
) {
  const random = seeded(seed);
  const found = { faults: 0, crashes: 0 };

  function next(): Fault | undefined {
    if (random() >= faultRate) return undefined;
    found.faults += 1;
    return kinds[Math.floor(random() * kinds.length)];
  }

  async function toTheEnd<T>(run: () => Promise<T>, ends = 0): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (ends === MOST_ENDS) throw error;
      if (error instanceof Crash) found.crashes += 1;
      return await toTheEnd(run, ends + 1);
    }
  }

  /** All of them at once, each until it comes to its end. */
  async function through<T>(...runs: readonly (() => Promise<T>)[]): Promise<T[]> {
    setFaults(next);
    const results = await Promise.all(runs.map((run) => toTheEnd(run)));
    setFaults(undefined);
    return results;
  }

  return { found, next, through };
}
