import { dayOf } from '#shared/lifecycle/activity.ts';
import { releaseStop } from '#shared/lifecycle/approve-run.ts';
import { type Outcome, sweepTenant } from '#shared/lifecycle/sweep-tenant.ts';
import { Crash, type Fault } from '../../support/faults.ts';
import { byAdmin, type LifecycleWorld } from '../support/lifecycle-world.ts';
import { seeded } from './seeded.ts';
import type { Release } from './year.ts';

interface Settings {
  readonly seed: number;
  /** Part of the calls in a sweep that something befalls. */
  readonly faultRate: number;
}

const kinds: readonly Fault[] = [
  ...(['conflict', 'conflict', 'lost', 'crashBefore', 'crashAfter', 'throttle'] as const),
];
/** Ends of one process in one sweep after which something else must be wrong. */
const MOST_CRASHES = 2_000;

/**
 * Sweeps, at times two at once, through whose calls faults go; one that ends is started again. Where the policy has
 * stopped, an administrator looks at it, now and then, and lets it go on.
 */
export function createSweeper(world: LifecycleWorld, { seed, faultRate }: Settings) {
  const { ports, clock } = world;
  // Of their own: how many calls there are is up to the network, and must not change who lives how.
  const [random, fault] = [seeded(seed + 1), seeded(seed + 2)];
  const found = { faults: 0, crashes: 0, brakeStops: 0 };
  const releases: Release[] = [];
  const completed: number[] = [];

  function nextFault(): Fault | undefined {
    if (fault() >= faultRate) return undefined;
    found.faults += 1;
    return kinds[Math.floor(fault() * kinds.length)];
  }

  async function runToEnd(crashes = 0): Promise<Outcome> {
    try {
      return await sweepTenant(ports, 'acme', () => true);
    } catch (error) {
      if (crashes === MOST_CRASHES) throw error;
      if (error instanceof Crash) found.crashes += 1;
      return await runToEnd(crashes + 1);
    }
  }

  async function sweepOnce(): Promise<Outcome[]> {
    world.setFaults(nextFault);
    const outcomes = await Promise.all(random() < 0.3 ? [runToEnd(), runToEnd()] : [runToEnd()]);
    world.setFaults(undefined);
    return outcomes;
  }

  /** @returns Whether somebody let it go on. */
  async function look(): Promise<boolean> {
    const { stop, run } = await world.lifecycle.sweep('acme');
    if (stop?.reason === 'brake' && stop.at === new Date(clock.time).toISOString()) {
      found.brakeStops += 1;
    }
    if (random() < 0.5) return false;
    const { allowance } = await releaseStop(ports, byAdmin, 'acme');
    releases.push({ runId: run?.id, allowance });
    return true;
  }

  async function sweep(): Promise<void> {
    const outcomes = await sweepOnce();
    if (outcomes.includes('stopped')) return (await look()) ? await sweep() : undefined;
    if (outcomes.every((outcome) => outcome === 'idle')) completed.push(dayOf(clock.now()));
  }

  return { sweep, found: () => ({ ...found, releases, completed }) };
}
