import { type Item, json, jsonOf, keyItem, N } from '#functions/adapters/dynamodb/attributes.ts';
import { isMarked } from '#functions/adapters/dynamodb/directory-item.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import { tokenItem } from '#functions/adapters/dynamodb/token-item.ts';
import { put } from '#functions/adapters/dynamodb/writes.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { ClientStore } from '#shared/tenancy/client-store.ts';
import type { OAuthClient } from '#shared/tenancy/oauth-client.ts';

/** OAuth clients, each a row beside its directory; it is changed as a whole, by whoever read it last. */
export function clientStore(table: Table): Omit<ClientStore, 'client'> {
  const change = (write: Write['item']): Write => ({
    item: write,
    refused: () => new DomainError('conflict', 'This changed meanwhile. Send it again.'),
  });

  return {
    async createClient(client) {
      const { tenantId, directoryId } = client;
      const key = keys.directory(tenantId, directoryId);
      const directory = await table.get(key);
      if (!directory) {
        throw new DomainError('notFound', `${tenantId} has no directory ${directoryId}.`);
      }
      const customSchemas = isMarked(directory);
      const condition = `attribute_exists(pk) AND ${marked(customSchemas)}`;
      const ConditionCheck = {
        TableName: table.name,
        Key: keyItem(key),
        ConditionExpression: condition,
      };
      const Item = clientItem({ ...client, customSchemas });
      await table.transact([change({ ConditionCheck }), put(table.name, Item)]);
    },

    async clients(tenantId, directoryId) {
      return (await table.query(keys.clients(tenantId, directoryId))).map(clientOf);
    },

    async replaceClient(before, after) {
      const Put = { TableName: table.name, Item: clientItem(after), ...unchanged(before) };
      await table.transact([change({ Put })]);
    },

    async removeClient(client) {
      const Key = keyItem(keys.client(client));
      await table.transact([
        change({ Delete: { TableName: table.name, Key, ...unchanged(client) } }),
      ]);
    },

    async addAccessToken(token) {
      await table.writeAll([{ PutRequest: { Item: tokenItem(token) } }]);
    },
  };
}

function clientItem({ customSchemas, ...client }: OAuthClient): Item {
  return {
    ...keyItem(keys.client(client)),
    client: json(client),
    ...(customSchemas && { customSchemas: N(1) }),
  };
}

export function clientOf(item: Item): OAuthClient {
  const client = jsonOf<OAuthClient>(item, 'client');
  return isMarked(item) ? { ...client, customSchemas: true } : client;
}

function unchanged({ customSchemas = false, ...client }: OAuthClient) {
  return {
    ConditionExpression: `client = :before AND ${marked(customSchemas)}`,
    ExpressionAttributeValues: { ':before': json(client) },
  };
}

/** What is declared from now on has to be found: see declare. */
function marked(customSchemas: boolean): string {
  return `attribute_${customSchemas ? '' : 'not_'}exists(customSchemas)`;
}
