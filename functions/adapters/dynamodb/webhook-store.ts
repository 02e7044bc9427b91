import { deliveryStore, unlessRefused } from '#functions/adapters/dynamodb/delivery-store.ts';
import { ifNext } from '#functions/adapters/dynamodb/if-next.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import {
  endpointItem,
  endpointOf,
  gateItem,
  gateOf,
} from '#functions/adapters/dynamodb/webhook-item.ts';
import { remove, tell } from '#functions/adapters/dynamodb/writes.ts';
import { sharedScope } from '#shared/identity/scope.ts';
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
      const told = tell(table.name, sharedScope(endpoint.tenantId), outbox);
      await table.transact([replacement(table.name, endpoint), ...told]);
    },

    async deleteEndpoint(tenantId, id) {
      await table.transact([
        remove(table.name, keys.webhook(tenantId, id)),
        remove(table.name, keys.webhookGate(tenantId, id)),
      ]);
    },

    async gate(tenantId, endpointId) {
      return gateOf(await table.get(keys.webhookGate(tenantId, endpointId)));
    },

    async replaceGate(tenantId, endpointId, gate) {
      const item = gateItem(tenantId, endpointId, gate);
      const next = ifNext('revision', gate.revision);
      return await unlessRefused(
        table.put(item, next.ConditionExpression, next.ExpressionAttributeValues),
      );
    },
  };
}

function replacement(TableName: string, endpoint: WebhookEndpoint): Write {
  return {
    item: {
      Put: { TableName, Item: endpointItem(endpoint), ...ifNext('version', endpoint.version) },
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
