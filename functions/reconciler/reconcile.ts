import type { Context } from 'aws-lambda';
import { log, logError } from '#functions/runtime/log.ts';
import { countMetrics } from '#functions/runtime/metrics.ts';
import { type ReconcilePorts, reconcileTenant } from '#shared/events/reconcile.ts';
import type { TenancyStore } from '#shared/tenancy/tenancy-store.ts';
import type { Tenant } from '#shared/tenancy/tenant.ts';

export interface ReconcilerPorts extends Omit<ReconcilePorts, 'hasTime'> {
  readonly tenancy: Pick<TenancyStore, 'tenants'>;
  readonly random: () => number;
}

type RunContext = Pick<Context, 'functionName' | 'getRemainingTimeInMillis'>;

/** Tenants that are looked at side by side, and the time that each of them must be able to take (milliseconds). */
const ABREAST = 8;
const TIME_FOR_A_TENANT = 30_000;

/**
 * Publishes what the relay did not, for one tenant after the other, beginning with another one each time, so that
 * none is always the last when time runs out. What it found is counted, and is an alarm.
 *
 * @throws Error when a tenant could not be looked at, so that the failure is counted.
 */
export function reconcile({ tenancy, random, ...ports }: ReconcilerPorts) {
  return async (_event: unknown, context: RunContext): Promise<void> => {
    const tenants = await tenancy.tenants();
    const first = Math.floor(random() * tenants.length);
    const waiting = [...tenants.slice(first), ...tenants.slice(0, first)];
    const hasTime = () => context.getRemainingTimeInMillis() > TIME_FOR_A_TENANT;
    const total = { found: 0, left: 0, failed: 0 };
    const work = async () => {
      for (let next = take(waiting, hasTime); next; next = take(waiting, hasTime)) {
        const { found, left, failed } = await reconcileOne({ ...ports, hasTime }, next);
        total.found += found;
        total.left += left;
        total.failed += failed;
      }
    };
    await Promise.all(Array.from({ length: ABREAST }, work));
    countMetrics(context.functionName, {
      RecordsFound: total.found,
      RecordsLeft: total.left,
      TenantsLeft: waiting.length,
    });
    if (total.failed > 0) throw new Error(`${total.failed} tenants could not be reconciled.`);
  };
}

function take(waiting: Tenant[], hasTime: () => boolean): Tenant | undefined {
  return hasTime() ? waiting.shift() : undefined;
}

async function reconcileOne(ports: ReconcilePorts, { id, createdAt }: Tenant) {
  try {
    const { found, left } = await reconcileTenant(ports, id, Date.parse(createdAt));
    if (found + left > 0) {
      log('warn', 'Found committed records that nobody had published.', {
        tenant: id,
        found,
        left,
      });
    }
    return { found, left, failed: 0 };
  } catch (error) {
    logError('A tenant could not be reconciled.', error, { tenant: id });
    return { found: 0, left: 0, failed: 1 };
  }
}
