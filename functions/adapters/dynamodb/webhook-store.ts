import { keyItem, N } from '#functions/adapters/dynamodb/attributes.ts';
import { deliveryStore, unlessRefused } from '#functions/adapters/dynamodb/delivery-store.ts';
import { type Key, keys } from '#functions/adapters/dynamodb/keys.ts';
import { outboxItem } from '#functions/adapters/dynamodb/outbox-item.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import {
  endpointItem,
  endpointOf,
  gateItem,
  gateOf,
} from '#functions/adapters/dynamodb/webhook-item.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { MAX_ENDPOINTS, type WebhookEndpoint } from '#shared/webhooks/endpoint.ts';
import type { WebhookStore } from '#shared/webhooks/webhook-store.ts';

/** Webhook endpoints and deliveries on the single table. */
export function createWebhookStore(table: Table): WebhookStore {
  const endpoints = async (tenantId: string) =>
    (await table.query(keys.webhooks(tenantId))).map(endpointOf);

  return {
    ...deliveryStore(table),
    endpoints,

    async createEndpoint(endpoint) {
      const { length } = await endpoints(endpoint.tenantId);
      if (length >= MAX_ENDPOINTS) throw tooMany(endpoint.tenantId, length);
      await table.put(endpointItem(endpoint), 'attribute_not_exists(pk)');
    },

    async endpoint(tenantId, id) {
      const item = await table.get(keys.webhook(tenantId, id));
      return item && endpointOf(item);
    },

    async replaceEndpoint(endpoint, outbox) {
      const scope = { tenantId: endpoint.tenantId, directoryId: '', visibility: 'tenant' } as const;
      const told: Write[] = outbox
        ? [{ item: { Put: { TableName: table.name, Item: outboxItem(scope, outbox) } } }]
        : [];
      await table.transact([replacement(table.name, endpoint), ...told]);
    },

    async deleteEndpoint(tenantId, id) {
      const TableName = table.name;
      const remove = (key: Key): Write => ({ item: { Delete: { TableName, Key: keyItem(key) } } });
      await table.transact([
        remove(keys.webhook(tenantId, id)),
        remove(keys.webhookGate(tenantId, id)),
      ]);
    },

    async gate(tenantId, endpointId) {
      return gateOf(await table.get(keys.webhookGate(tenantId, endpointId)));
    },

    async replaceGate(tenantId, endpointId, gate) {
      const item = gateItem(tenantId, endpointId, gate);
      const put =
        gate.revision === 1
          ? table.put(item, 'attribute_not_exists(pk)')
          : table.put(item, 'revision = :before', { ':before': N(gate.revision - 1) });
      return await unlessRefused(put);
    },
  };
}

function replacement(TableName: string, endpoint: WebhookEndpoint): Write {
  return {
    item: {
      Put: {
        TableName,
        Item: endpointItem(endpoint),
        ConditionExpression: 'version = :before',
        ExpressionAttributeValues: { ':before': N(endpoint.version - 1) },
      },
    },
    refused: () =>
      new DomainError(
        'conflict',
        'Somebody else changed this webhook at the same time. Try again.',
      ),
  };
}

function tooMany(tenantId: string, count: number): DomainError {
  return new DomainError(
    'conflict',
    `${tenantId} has ${count} webhooks, and no tenant may have more. Delete one that is not needed.`,
  );
}
