import { messageFor } from '#shared/webhooks/conclude.ts';
import { handedOver } from '#shared/webhooks/delivery.ts';
import type { QueueingPorts } from '#shared/webhooks/ports.ts';

/**
 * Passes deliveries on to the queue whose wait was too long for it, or whose message was lost.
 *
 * @returns how many were looked at; as many as `limit` means that there may be more.
 */
export async function sweepDeliveries(
  { store, queue, clock }: QueueingPorts,
  limit: number,
): Promise<number> {
  const now = clock.now();
  const due = await store.dueDeliveries(now, limit);
  const taken = await Promise.all(
    due.map(async (delivery) => {
      // The index may show what is done, and another sweep may be at it.
      if (delivery.state !== 'pending' || delivery.sweepAt > now) return [];
      const passedOn = handedOver(delivery, now);
      return (await store.replaceDelivery(passedOn)) ? [messageFor(passedOn, 'ailing')] : [];
    }),
  );
  await queue.send(taken.flat());
  return due.length;
}
