import type { Context } from 'aws-lambda';
import { log } from '#functions/runtime/log.ts';
import type { QueueingPorts } from '#shared/webhooks/ports.ts';
import { sweepDeliveries } from '#shared/webhooks/sweep-deliveries.ts';

/** Deliveries taken up at a time, and the time that one such round must be able to take (milliseconds). */
const ROUND = 400;
const TIME_FOR_A_ROUND = 10_000;

/** Passes on what is due as long as there is any and time allows; the next run goes on from there. */
export function webhookSweep(ports: QueueingPorts) {
  return async (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>) => {
    let found = ROUND;
    while (found >= ROUND && context.getRemainingTimeInMillis() > TIME_FOR_A_ROUND) {
      found = await sweepDeliveries(ports, ROUND);
      if (found > 0) log('info', 'Looked after deliveries to webhooks.', { found });
    }
  };
}
