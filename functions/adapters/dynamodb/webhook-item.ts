import {
  expiry,
  type Item,
  json,
  jsonOf,
  keyItem,
  N,
  S,
} from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import type { Delivery } from '#shared/webhooks/delivery.ts';
import type { WebhookEndpoint } from '#shared/webhooks/endpoint.ts';
import { type Gate, openGate } from '#shared/webhooks/gate.ts';

// What a row holds is one JSON text, as with resources: it is read and written whole.

/** Deliveries are kept this long after their last change of state. */
const KEPT_SECONDS = 30 * 86_400;

export function endpointItem(endpoint: WebhookEndpoint): Item {
  return {
    ...keyItem(keys.webhook(endpoint.tenantId, endpoint.id)),
    version: N(endpoint.version),
    endpoint: json(endpoint),
  };
}

export function endpointOf(item: Item): WebhookEndpoint {
  return jsonOf<WebhookEndpoint>(item, 'endpoint');
}

export function gateItem(tenantId: string, endpointId: string, gate: Gate): Item {
  return {
    ...keyItem(keys.webhookGate(tenantId, endpointId)),
    revision: N(gate.revision),
    gate: json(gate),
  };
}

export function gateOf(item: Item | undefined): Gate {
  return item ? jsonOf<Gate>(item, 'gate') : openGate;
}

/** What is pending is in the due index as well. */
export function deliveryItem(delivery: Delivery): Item {
  const { tenantId, endpointId, event, state, sweepAt, settledAt, revision } = delivery;
  const due = {
    dpk: S(keys.dueDeliveries(shardOf(event.id))),
    dsk: S(`${isoTime(sweepAt)}#${endpointId}#${event.id}`),
  };
  return {
    ...keyItem(keys.delivery(tenantId, endpointId, event.id)),
    ...(state === 'pending' && due),
    revision: N(revision),
    delivery: json(delivery),
    expiresAt: expiry(settledAt ?? sweepAt, KEPT_SECONDS),
  };
}

export function deliveryOf(item: Item): Delivery {
  return jsonOf<Delivery>(item, 'delivery');
}

/** By the last digit of the record's id, which is chance. */
function shardOf(eventId: string): number {
  const digit = Number.parseInt(eventId.split('.', 1)[0]?.at(-1) ?? '', 16);
  return Number.isNaN(digit) ? 0 : digit % keys.DUE_SHARDS;
}
