import { isoTime } from '#shared/kernel/clock.ts';
import type { Downstream } from '#shared/sessions/offboarding-ports.ts';
import type { ReceiptItem } from '#shared/sessions/receipt.ts';
import type { Delivery } from '#shared/webhooks/delivery.ts';
import { wants } from '#shared/webhooks/endpoint.ts';
import type { WebhookStore } from '#shared/webhooks/webhook-store.ts';

/** Webhooks as those who have to hear of an end of access: each has acknowledged what it took by a 2xx. */
export function downstreamWebhooks(
  store: Pick<WebhookStore, 'endpoints' | 'delivery'>,
): Downstream {
  return {
    async told(tenantId, { id: eventId, type }) {
      const endpoints = (await store.endpoints(tenantId)).filter((one) => wants(one, type));
      const found = endpoints.map(async ({ id, url, disabled }) => {
        const delivery = await store.delivery({ tenantId, endpointId: id, eventId });
        if (!delivery && disabled) return [];
        const item = { kind: 'webhook', id, name: new URL(url).host, done: 'told' } as const;
        return [{ ...item, ...stateOf(delivery) }];
      });
      return (await Promise.all(found)).flat();
    },
  };
}

function stateOf(
  delivery: Delivery | undefined,
): Pick<ReceiptItem, 'state' | 'at' | 'attempts' | 'reason'> {
  if (!delivery) return { state: 'pending', attempts: 0 };
  const { state, attempts, settledAt, reason } = delivery;
  const at = settledAt === undefined ? {} : { at: isoTime(settledAt) };
  if (state === 'delivered') return { state: 'acknowledged', attempts, ...at };
  if (state === 'pending') return { state, attempts };
  return { state, attempts, ...at, reason: `Given up: ${reason ?? 'exhausted'}.` };
}
