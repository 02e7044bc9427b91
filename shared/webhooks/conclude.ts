import { type Delivery, fitsQueue } from '#shared/webhooks/delivery.ts';
import type { AttemptMessage, Lane } from '#shared/webhooks/delivery-queue.ts';
import type { QueueingPorts } from '#shared/webhooks/ports.ts';

/** What wakes somebody up for the next attempt of a delivery. */
export function messageFor(
  { tenantId, endpointId, event, attempts, dueAt }: Delivery,
  lane: Lane,
  punctual = false,
): AttemptMessage {
  return { tenantId, endpointId, eventId: event.id, attempts, lane, punctual, dueAt };
}

/** How the next attempt is asked for, and whether another event may wait for this one. */
export interface Onward {
  readonly lane?: Lane;
  readonly punctual?: boolean;
  readonly ordered?: boolean;
}

/**
 * Keeps what a delivery has become and sees to what comes of it: the next attempt, or the event that waited for
 * this one. When somebody else was faster, it is theirs to do.
 */
export async function conclude(
  { store, queue, clock }: QueueingPorts,
  delivery: Delivery,
  { lane = 'ailing', punctual = false, ordered = false }: Onward = {},
): Promise<void> {
  if (!(await store.replaceDelivery(delivery))) return;
  if (delivery.state === 'pending') {
    if (fitsQueue(delivery, clock.now(), queue.reach))
      await queue.send([messageFor(delivery, lane, punctual)]);
    return;
  }
  if (!ordered) return;
  const { tenantId, endpointId, event } = delivery;
  const eventId = await store.waitingFor({ tenantId, endpointId, eventId: event.id });
  if (eventId === undefined) return;
  const waiting = await store.delivery({ tenantId, endpointId, eventId });
  if (waiting?.state !== 'pending') return;
  await queue.send([messageFor({ ...waiting, dueAt: clock.now() }, lane)]);
}
