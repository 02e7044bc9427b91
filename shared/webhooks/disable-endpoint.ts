import { newRecord } from '#shared/events/new-record.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { WebhookEndpoint } from '#shared/webhooks/endpoint.ts';
import type { DeliveryPorts } from '#shared/webhooks/ports.ts';

/**
 * Disables an endpoint that said it is gone, or that took nothing for days, and tells of it by an event. What is
 * pending is given up when its time comes.
 *
 * @returns whether it was this call that disabled it.
 */
export async function disableEndpoint(
  { store, clock, newId, wallClock }: DeliveryPorts,
  endpoint: WebhookEndpoint,
  reason: 'gone' | 'failing',
): Promise<boolean> {
  const { tenantId: tenant, id } = endpoint;
  const version = endpoint.version + 1;
  const disabled = { at: isoTime(clock.now()), reason };
  const outbox = newRecord(
    { newId, clock: wallClock },
    { actor: { type: 'system', id: 'webhooks' }, cause: 'cascade', requestId: `webhook-${id}` },
    { tenant, subject: { type: 'Webhook', id }, version },
    { type: 'webhook.disabled', data: { reason, host: new URL(endpoint.url).host } },
  );
  try {
    await store.replaceEndpoint({ ...endpoint, disabled, version }, outbox);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conflict') return false;
    throw error;
  }
}
