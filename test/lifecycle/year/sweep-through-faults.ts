import { dayOf } from '#shared/lifecycle/activity.ts';
import { releaseStop } from '#shared/lifecycle/approve-run.ts';
import { type Outcome, sweepTenant } from '#shared/lifecycle/sweep-tenant.ts';
import { byAdmin, type LifecycleWorld } from '../support/lifecycle-world.ts';
import { createMisfortune } from './misfortune.ts';
import { seeded } from './seeded.ts';
import type { Release } from './year.ts';

interface Settings {
  readonly seed: number;
  /** Part of the calls in a sweep that something befalls. */
  readonly faultRate: number;
}

/**
 * Sweeps, at times two at once, through whose calls faults go; one that ends is started again. Where the policy has
 * stopped, an administrator looks at it, now and then, and lets it go on.
 */
export function createSweeper(world: LifecycleWorld, { seed, faultRate }: Settings) {
  const { ports, clock } = world;
  // Of its own: how many calls there are is up to the network, and must not change who lives how.
  const random = seeded(seed + 1);
  const misfortune = createMisfortune(world, { seed: seed + 2, faultRate });
  let brakeStops = 0;
  const releases: Release[] = [];
  const completed: number[] = [];

  async function sweepOnce(): Promise<Outcome[]> {
    const run = () => sweepTenant(ports, 'acme', () => true);
    return await misfortune.through(...(random() < 0.3 ? [run, run] : [run]));
  }

  /** @returns Whether somebody let it go on. */
  async function look(): Promise<boolean> {
    const { stop, run } = await world.lifecycle.sweep('acme');
    if (stop?.reason === 'brake' && stop.at === new Date(clock.time).toISOString()) {
      brakeStops += 1;
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

  return { sweep, found: () => ({ ...misfortune.found, brakeStops, releases, completed }) };
}
