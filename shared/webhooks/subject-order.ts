import { HOUR } from '#shared/kernel/clock.ts';
import { conclude } from '#shared/webhooks/conclude.ts';
import { type Delivery, postponed } from '#shared/webhooks/delivery.ts';
import { type WebhookEndpoint, wants } from '#shared/webhooks/endpoint.ts';
import { isAiling } from '#shared/webhooks/gate.ts';
import type { DeliveryPorts } from '#shared/webhooks/ports.ts';

/** An event that nobody dispatched within an hour is not waited for any longer. */
const DISPATCH_PATIENCE = HOUR;

/** Milliseconds until it is looked again, at the least. */
const LOOK_AGAIN = 2_000;
/** Nobody says when an event will be dispatched: the longer it has taken, the less often it is looked for. */
const SHARE_OF_AGE = 0.25;

/**
 * True when nothing about the same subject goes before this event. If something does, the delivery is put off
 * until that is settled: it alone, other subjects go on.
 */
export async function isNext(
  ports: DeliveryPorts,
  endpoint: WebhookEndpoint,
  delivery: Delivery,
): Promise<boolean> {
  const { store, clock } = ports;
  const until = await blockedUntil(ports, endpoint, delivery);
  if (until === undefined) return true;
  const gate = await store.gate(endpoint.tenantId, endpoint.id);
  const now = clock.now();
  const dueAt = Math.max(until, now + LOOK_AGAIN);
  const lane = isAiling(gate) ? 'ailing' : 'steady';
  await conclude(ports, postponed(delivery, dueAt, now, ports.queue.reach), { lane });
  return false;
}

/** When what goes before is to be tried; it wakes the delivery once it is settled, which may be sooner. */
async function blockedUntil(
  { store, history, clock, wallClock }: DeliveryPorts,
  endpoint: WebhookEndpoint,
  { tenantId, endpointId, event }: Delivery,
): Promise<number | undefined> {
  const before = await history.previous(event, (type) => wants(endpoint, type));
  if (!before || before.time < endpoint.enabledSince) return undefined;
  const id = { tenantId, endpointId, eventId: before.id };
  const blocker = await store.delivery(id);
  if (!blocker) {
    const age = wallClock.now() - Date.parse(before.time);
    return age < DISPATCH_PATIENCE ? clock.now() + age * SHARE_OF_AGE : undefined;
  }
  if (blocker.state !== 'pending') return undefined;
  await store.noteWaiting(id, event.id);
  // Whoever settled it before the note could be read has left nobody to wake this one.
  const again = await store.delivery(id);
  return again?.state === 'pending' ? again.dueAt : undefined;
}
