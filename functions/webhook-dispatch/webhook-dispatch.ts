import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { log, logError } from '#functions/runtime/log.ts';
import type { DeliveredEvent } from '#shared/webhooks/delivery.ts';
import { dispatchEvents } from '#shared/webhooks/dispatch-events.ts';
import type { QueueingPorts } from '#shared/webhooks/ports.ts';

/** What has to be there so that an event can be sent on as it is. */
const envelope = z.looseObject({
  id: z.string().check(z.regex(/^[0-9a-f-]{36}\.\d{1,6}$/)),
  type: z.string(),
  time: z.iso.datetime(),
  tenant: z.string().check(z.minLength(1)),
  subject: z.object({ type: z.string(), id: z.string() }),
  version: z.number(),
});

/** Begins the deliveries of events that a rule put into a queue; those that fail come again. */
export function webhookDispatch(ports: QueueingPorts) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const read = Records.map(({ body, messageId }) => ({ messageId, event: eventOf(body) }));
    const known = read.flatMap(({ messageId, event }) => (event ? [{ messageId, event }] : []));
    const unknown = read.filter(({ event }) => !event).map(({ messageId }) => messageId);
    if (unknown.length > 0) {
      log('error', 'What came from the bus is no event of Rollcall.', { messages: unknown.length });
    }
    const begun = await dispatchEvents(
      ports,
      known.map(({ event }) => event),
    ).catch((error: unknown) => {
      logError('Deliveries could not be put into the queue; the events come again.', error);
      return known.map(() => false);
    });
    const failed = known.filter((_, index) => !begun[index]).map(({ messageId }) => messageId);
    if (failed.length > 0) {
      log('warn', 'Deliveries of events could not be begun; the events come again.', {
        events: failed.length,
      });
    }
    const batchItemFailures = [...unknown, ...failed].map((itemIdentifier) => ({ itemIdentifier }));
    return { batchItemFailures };
  };
}

/** What Rollcall put onto the bus is taken at its word beyond this check. */
function eventOf(body: string): DeliveredEvent | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return envelope.safeParse(parsed).success ? (parsed as DeliveredEvent) : undefined;
  } catch {
    return undefined;
  }
}
