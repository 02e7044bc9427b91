import type { DeliveryAnswer, WebhookAnswer } from '#shared/admin/webhook-contract.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import type { Delivery } from '#shared/webhooks/delivery.ts';
import { liveKeys, type WebhookEndpoint } from '#shared/webhooks/endpoint.ts';

/** What an operator is shown of an endpoint; nothing of what is sealed. */
export function webhookShown(endpoint: WebhookEndpoint, now: number): WebhookAnswer {
  const { id, url, types, description, scheme, ordered, concurrency, perSecond } = endpoint;
  const { disabled, createdAt } = endpoint;
  return {
    ...{ id, url, types: types ? [...types] : null, description, scheme },
    ...{ ordered, concurrency, perSecond },
    enabled: disabled === undefined,
    disabled: disabled ?? null,
    keys: liveKeys(endpoint, now).map((key) => ({
      id: key.id,
      createdAt: key.createdAt,
      expiresAt: key.expiresAt ?? null,
      ...(key.publicKey !== undefined && { publicKey: key.publicKey }),
    })),
    createdAt,
  };
}

/** A delivery as the admin API shows it, with all of its attempts. */
export function deliveryShown(delivery: Delivery): DeliveryAnswer {
  const { event, state, reason, attempts, dueAt, log } = delivery;
  return {
    eventId: event.id,
    type: event.type,
    time: event.time,
    state,
    reason: reason ?? null,
    attempts,
    dueAt: state === 'pending' ? isoTime(dueAt) : null,
    log: log.map(({ at, outcome, status, milliseconds, detail }) => ({
      at: isoTime(at),
      outcome,
      status: status ?? null,
      milliseconds,
      detail,
    })),
  };
}
