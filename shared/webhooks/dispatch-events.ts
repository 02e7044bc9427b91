import { messageFor } from '#shared/webhooks/conclude.ts';
import { type DeliveredEvent, newDelivery } from '#shared/webhooks/delivery.ts';
import type { AttemptMessage } from '#shared/webhooks/delivery-queue.ts';
import { type WebhookEndpoint, wants } from '#shared/webhooks/endpoint.ts';
import { isAiling } from '#shared/webhooks/gate.ts';
import type { QueueingPorts } from '#shared/webhooks/ports.ts';

/**
 * Begins a delivery of each event to each endpoint of its tenant that wants it. Doing it twice begins it once: an
 * event whose row is there already is only asked for again.
 *
 * @returns for each event whether it is under way; the others have to come again.
 */
export async function dispatchEvents(
  ports: QueueingPorts,
  events: readonly DeliveredEvent[],
): Promise<boolean[]> {
  const endpointsOf = onceForEachTenant(ports.store);
  const begun = await Promise.allSettled(
    events.map(async (event) => dispatchEvent(ports, await endpointsOf(event.tenant), event)),
  );
  const messages = begun.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  await ports.queue.send(messages);
  return begun.map(({ status }) => status === 'fulfilled');
}

/** The events of a batch are mostly those of a few tenants. */
function onceForEachTenant(store: QueueingPorts['store']) {
  const reads = new Map<string, ReturnType<typeof store.endpoints>>();
  return (tenantId: string) => {
    const reading = reads.get(tenantId) ?? store.endpoints(tenantId);
    reads.set(tenantId, reading);
    return reading;
  };
}

async function dispatchEvent(
  ports: QueueingPorts,
  endpoints: readonly WebhookEndpoint[],
  event: DeliveredEvent,
): Promise<AttemptMessage[]> {
  const wanting = endpoints.filter((endpoint) => !endpoint.disabled && wants(endpoint, event.type));
  return await Promise.all(wanting.map((endpoint) => beginDelivery(ports, endpoint, event)));
}

/** Files the delivery, and gives the message that asks for its first attempt. */
export async function beginDelivery(
  { store, clock }: QueueingPorts,
  { tenantId, id }: WebhookEndpoint,
  event: DeliveredEvent,
): Promise<AttemptMessage> {
  const delivery = newDelivery(tenantId, id, event, clock.now());
  const [gate] = await Promise.all([store.gate(tenantId, id), store.addDelivery(delivery)]);
  return messageFor(delivery, isAiling(gate) ? 'ailing' : 'steady');
}
