import { N, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { readWhole } from '#functions/adapters/dynamodb/read-whole.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { deliveryItem, deliveryOf } from '#functions/adapters/dynamodb/webhook-item.ts';
import { LostRace } from '#shared/identity/identity-store.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { beforeIdsOf, birthOf } from '#shared/kernel/uuid-v7.ts';
import type { WebhookStore } from '#shared/webhooks/webhook-store.ts';

type DeliveryOperations = Pick<
  WebhookStore,
  | 'addDelivery'
  | 'delivery'
  | 'replaceDelivery'
  | 'deliveries'
  | 'noteWaiting'
  | 'waitingFor'
  | 'dueDeliveries'
>;

/** Deliveries, each a row below its endpoint, in order of their events. */
export function deliveryStore(table: Table): DeliveryOperations {
  return {
    async addDelivery(delivery) {
      return await unlessRefused(table.put(deliveryItem(delivery), 'attribute_not_exists(pk)'));
    },

    async delivery({ tenantId, endpointId, eventId }) {
      const item = await table.get(keys.delivery(tenantId, endpointId, eventId));
      return item && deliveryOf(item);
    },

    async replaceDelivery(delivery) {
      const before = { ':before': N(delivery.revision - 1) };
      return await unlessRefused(table.put(deliveryItem(delivery), 'revision = :before', before));
    },

    async deliveries(tenantId, endpointId, { since = 0, before, limit }) {
      const [first, last] = [beforeIdsOf(since), before ?? '~'].map((id) =>
        keys.delivery(tenantId, endpointId, id),
      );
      const rows = await table.query({
        pk: first?.pk ?? '',
        between: [first?.sk ?? '', last?.sk ?? ''],
        limit: limit + 1,
        descending: true,
      });
      const found = rows.map(deliveryOf).filter(({ event }) => event.id !== before);
      return found.slice(0, limit);
    },

    async noteWaiting({ tenantId, endpointId, eventId }, waitingEventId) {
      const key = keys.waiting(tenantId, endpointId, eventId);
      await table.update(key, 'SET waiting = :waiting, expiresAt = :expiresAt', {
        ':waiting': S(waitingEventId),
        ':expiresAt': N(waitingUntil(eventId)),
      });
    },

    async waitingFor({ tenantId, endpointId, eventId }) {
      const item = await table.get(keys.waiting(tenantId, endpointId, eventId));
      return item && stringOf(item, 'waiting');
    },

    async dueDeliveries(now, limit) {
      const shards = Array.from({ length: keys.DUE_SHARDS }, (_, shard) =>
        keys.dueDeliveries(shard),
      );
      const rows = await Promise.all(
        shards.map((pk) =>
          table.query({
            pk,
            index: 'due',
            between: ['0', isoTime(now)],
            limit: Math.ceil(limit / keys.DUE_SHARDS),
          }),
        ),
      );
      return (await readWhole(table, rows.flat())).map(deliveryOf);
    },
  };
}

/** True when the write was done, false when its condition did not hold: somebody else was there. */
export async function unlessRefused(write: Promise<void>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    // With a cause it is a table that was too busy to tell.
    if (error instanceof LostRace && error.cause === undefined) return false;
    throw error;
  }
}

/** Seconds since the epoch: 120 days after the event, which the outbox keeps for 90. */
function waitingUntil(eventId: string): number {
  return Math.floor(birthOf(eventId) / 1_000) + 120 * 86_400;
}
