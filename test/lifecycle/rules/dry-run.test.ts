import { expect, test } from 'vitest';
import type { Outbox } from '#shared/events/outbox.ts';
import { type DryRunPorts, dryRun } from '#shared/lifecycle/rules/dry-run.ts';
import type { LifecycleRule } from '#shared/lifecycle/rules/rule.ts';
import { acme } from '../../support/people.ts';
import { createWorld } from '../../support/world.ts';

const DAY = 86_400_000;
const rule: LifecycleRule = {
  id: 'any',
  on: JSON.parse('{"type":["user.created"]}'),
  actions: [{ assignRole: 'editor' }],
};

/** A history of so many records in each look, of which each sees a day; none is there any more. */
function history(inEach: number) {
  const looks: number[] = [];
  const outbox: Pick<Outbox, 'born' | 'at'> = {
    async born(_, from, to) {
      looks.push(from);
      const places = Array.from({ length: inEach }, (_one, n) => ({ id: `${n}`, partition: 'p' }));
      return { places, until: Math.min(to, from + DAY) };
    },
    at: async (places) => places.map(() => 'gone' as const),
  };
  return { looks, outbox };
}

test('a dry run goes through the whole history, look by look, and says where it is too long', async () => {
  const world = await createWorld();
  const ports: Omit<DryRunPorts, 'outbox'> = {
    ...{ store: world.store, clock: world.clock },
    userTypes: () => {
      throw new Error('There is nobody to ask of.');
    },
  };
  const short = history(10);
  const whole = await dryRun({ ...ports, outbox: short.outbox }, acme.tenantId, rule, 3);
  expect([whole.complete, short.looks.length]).toEqual([true, 3]);
  const long = history(10_001);
  const cut = await dryRun({ ...ports, outbox: long.outbox }, acme.tenantId, rule, 1);
  expect([cut.complete, long.looks.length]).toEqual([false, 1]);
});
