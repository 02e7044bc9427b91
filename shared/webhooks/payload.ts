import type { DeliveredEvent } from '#shared/webhooks/delivery.ts';

/** The body of a request: the three members of Standard Webhooks, the event whole and unchanged in `data`. */
export function payloadOf(event: DeliveredEvent): string {
  return JSON.stringify({ type: event.type, timestamp: event.time, data: event });
}
