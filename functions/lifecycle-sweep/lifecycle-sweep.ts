import type { Context } from 'aws-lambda';
import { stepMessage } from '#functions/adapters/sqs/step-message.ts';
import { log, logError } from '#functions/runtime/log.ts';
import { countMetrics } from '#functions/runtime/metrics.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import { dayOf } from '#shared/lifecycle/activity.ts';
import type { LifecycleStore } from '#shared/lifecycle/lifecycle-store.ts';
import { isOpen } from '#shared/lifecycle/run.ts';
import type { TenancyStore } from '#shared/tenancy/tenancy-store.ts';

export interface SweepPorts {
  readonly tenancy: Pick<TenancyStore, 'tenants'>;
  readonly lifecycle: Pick<LifecycleStore, 'policy' | 'sweep'>;
  readonly clock: Clock;
  readonly handOn: (body: string) => Promise<void>;
}

/** Tenants that are looked at side by side. */
const ABREAST = 20;

/** What there is to do for a tenant. */
type Need = 'nothing' | 'step' | 'stopped';

/**
 * Hands on each tenant whose policy has something to do today, or was cut off. How many stand still until somebody
 * releases them is counted each time, so that the alarm lasts as long as they do.
 *
 * @throws Error when a tenant could not be looked at, so that the failure is counted.
 */
export function lifecycleSweep(ports: SweepPorts) {
  return async (_event: unknown, { functionName }: Pick<Context, 'functionName'>) => {
    const tenants = await ports.tenancy.tenants();
    const found: Record<Need | 'failed', number> = { nothing: 0, step: 0, stopped: 0, failed: 0 };
    for (let start = 0; start < tenants.length; start += ABREAST) {
      const some = tenants.slice(start, start + ABREAST);
      for (const need of await Promise.all(some.map(({ id }) => lookAfter(ports, id)))) {
        found[need] += 1;
      }
    }
    countMetrics(functionName, { PoliciesStopped: found.stopped });
    if (found.step > 0) log('info', 'Policies have something to do.', { tenants: found.step });
    if (found.failed > 0) throw new Error(`${found.failed} tenants could not be looked at.`);
  };
}

async function lookAfter(ports: SweepPorts, tenantId: string): Promise<Need | 'failed'> {
  try {
    const need = await needOf(ports, tenantId);
    if (need === 'step') await ports.handOn(stepMessage(tenantId));
    return need;
  } catch (error) {
    logError('The policy of a tenant could not be looked after.', error, { tenant: tenantId });
    return 'failed';
  }
}

async function needOf({ lifecycle, clock }: SweepPorts, tenantId: string): Promise<Need> {
  const policy = await lifecycle.policy(tenantId);
  if (!policy || policy.mode === 'off') return 'nothing';
  const { stop, run } = await lifecycle.sweep(tenantId);
  if (stop) return 'stopped';
  const lastDay = run?.day ?? 0;
  return isOpen(run) || lastDay < dayOf(clock.now()) ? 'step' : 'nothing';
}
