import { expect, test } from 'vitest';
import { stateOf } from '#shared/identity/lifecycle-state.ts';
import type { Outcome } from '#shared/lifecycle/sweep-tenant.ts';
import { Crash, type Fault } from '../support/faults.ts';
import { createLifecycleWorld, type LifecycleWorld, ladder } from './support/lifecycle-world.ts';

/** Half a year in which people come, so that on its last day each stage is due for one of them. */
async function halfYear(world: LifecycleWorld) {
  await world.setPolicy(ladder);
  const { id: leaving } = await world.person('deleted');
  await world.pass(60);
  const { id: ending } = await world.person('deactivated');
  const { id: back } = await world.person('back');
  await world.pass(30);
  const { id: pausing } = await world.person('suspended');
  const { id: held } = await world.person('held');
  await world.hold(held);
  await world.pass(30);
  const { id: fading } = await world.person('warned');
  await world.seen(back);
  await world.pass(30);
  return { leaving, ending, pausing, fading, held, back };
}

/** Sweeps until one goes through; each is cut short one call later than the one before. */
async function sweepInPieces(world: LifecycleWorld, fault: Fault, first: number): Promise<number> {
  for (let cuts = 0; ; cuts += 1) {
    let left = first + cuts;
    world.setFaults(() => {
      left -= 1;
      return left === 0 ? fault : undefined;
    });
    const outcome = await world.sweep().catch((error: unknown): Outcome => {
      if (error instanceof Crash) return 'unfinished';
      throw error;
    });
    world.setFaults(undefined);
    if (outcome === 'idle') return cuts;
  }
}

const count = (types: readonly string[], type: string) =>
  types.filter((each) => each === type).length;

test.each<[Fault, number]>([
  ['crashBefore', 1],
  ['crashAfter', 1],
  ['crashAfter', 6],
])(
  'a run that is cut short again and again (%s, from call %i on) does everything once',
  async (fault, first) => {
    const world = await createLifecycleWorld();
    const people = await halfYear(world);
    const told = count(await world.events(), 'lifecycle.run_completed');
    world.clock.time += 30 * 86_400_000;
    await world.seen(people.back);
    expect(await sweepInPieces(world, fault, first)).toBeGreaterThan(5);

    const stands = async (id: string) => {
      const user = await world.user(id);
      return user ? stateOf(user) : 'deleted';
    };
    const { leaving, ending, pausing, fading, held, back } = people;
    const states = await Promise.all([leaving, ending, pausing, fading, held, back].map(stands));
    expect(states).toEqual(['deleted', 'deactivated', 'suspended', 'active', 'active', 'active']);
    const stages = [
      [leaving, 'lifecycle.deleted', 'user.deleted'],
      [ending, 'lifecycle.deactivated', 'user.deactivated'],
      [pausing, 'lifecycle.suspended', 'user.suspended'],
      [fading, 'lifecycle.warned', 'lifecycle.warned'],
    ] as const;
    for (const [id, ...types] of stages) {
      const events = await world.events(id);
      expect(types.map((type) => count(events, type))).toEqual([1, 1]);
    }
    expect(await world.events(held)).toEqual(['user.created']);
    expect(count(await world.events(), 'lifecycle.run_completed')).toBe(told + 1);
  },
);
