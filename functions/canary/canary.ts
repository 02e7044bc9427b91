import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { outboxItem } from '#functions/adapters/dynamodb/outbox-item.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { countMetrics } from '#functions/runtime/metrics.ts';
import { CANARY_SOURCE, CANARY_TENANT, canaryRecord } from '#shared/events/canary.ts';
import { sharedScope } from '#shared/identity/scope.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';

export interface CanaryPorts {
  readonly table: Table;
  readonly clock: Clock;
  readonly newId: NewId;
}

const arrival = z.object({
  source: z.literal(CANARY_SOURCE),
  detail: z.object({ time: z.string() }),
});

const scope = sharedScope(CANARY_TENANT);

/**
 * Sends a canary when the clock calls, and measures its way when the bus brings it back: from the commit to a
 * rule's target. That none comes back is what the alarm on the measure waits for.
 */
export function canary({ table, clock, newId }: CanaryPorts) {
  return async (event: unknown, { functionName }: Pick<Context, 'functionName'>): Promise<void> => {
    const back = arrival.safeParse(event);
    if (back.success) {
      const RoundTrip = clock.now() - Date.parse(back.data.detail.time);
      countMetrics(functionName, { RoundTrip }, 'Milliseconds');
      return;
    }
    const record = canaryRecord(newId(), clock.now());
    await table.put(outboxItem(scope, record), 'attribute_not_exists(pk)');
  };
}
