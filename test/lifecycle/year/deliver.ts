import { createPublicationLog } from '#functions/adapters/dynamodb/publication-log.ts';
import { createReckoningStore } from '#functions/adapters/dynamodb/reckoning-store.ts';
import type { EventEnvelope } from '#shared/events/envelope.ts';
import type { Problem, Publish } from '#shared/events/publish-committed.ts';
import { reconcileTenant } from '#shared/events/reconcile.ts';
import { throttled } from '../../support/fake-bus.ts';
import { Crash } from '../../support/faults.ts';
import type { LifecycleWorld } from '../support/lifecycle-world.ts';
import { createMisfortune } from './misfortune.ts';

/** After which the reconciler takes what was committed, milliseconds. */
const LATE = 10 * 60_000;

/**
 * Brings events to a bus that is as unreliable as the table. The relay is down the whole year: whatever was committed
 * is published by the reconciler.
 */
export function createDelivery(
  world: LifecycleWorld,
  settings: { readonly seed: number; readonly faultRate: number },
) {
  const { clock, ports, table, outbox } = world;
  const misfortune = createMisfortune(world, settings);
  const delivered = new Set<string>();
  const since = clock.now();

  /** One entry: whether the bus took it, and what it says of that. */
  function take({ id }: EventEnvelope): Problem | undefined {
    const fault = misfortune.next();
    if (fault !== undefined && fault !== 'lost') return throttled;
    delivered.add(id);
    return fault && throttled;
  }

  /** One call, in which the process may end as well. */
  const publish: Publish = async (events) => {
    const fault = misfortune.next();
    if (fault === 'crashBefore') throw new Crash();
    const answers = events.map(take);
    if (fault === 'crashAfter') throw new Crash();
    return answers;
  };

  const reconciling = {
    ...{ publish, outbox, clock, hasTime: () => true },
    log: createPublicationLog(table, ports),
    reckonings: createReckoningStore(table),
  };

  async function deliver(): Promise<void> {
    clock.time += LATE;
    await misfortune.through(async () => {
      const { left } = await reconcileTenant(reconciling, 'acme', since);
      if (left > 0) throw new Error('The bus has not taken everything yet.');
    });
  }

  return { delivered, deliver, found: misfortune.found };
}
