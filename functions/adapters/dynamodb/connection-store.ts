import {
  expiry,
  type Item,
  json,
  jsonOf,
  keyItem,
  N,
  numberOf,
  S,
  stringOf,
} from '#functions/adapters/dynamodb/attributes.ts';
import { ifNext } from '#functions/adapters/dynamodb/if-next.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import { remove } from '#functions/adapters/dynamodb/writes.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type Connection, MAX_CONNECTIONS } from '#shared/sign-in/connection.ts';
import type { ConnectionStore } from '#shared/sign-in/connection-store.ts';

/** Connections, each a row beside its tenant; changed as a whole, by whoever read it last. */
export function createConnectionStore(table: Table): ConnectionStore {
  const TableName = table.name;
  const connections = async (tenantId: string) =>
    (await table.query(keys.connections(tenantId))).map(connectionOf);

  return {
    connections,

    async createConnection(connection) {
      const { tenantId, id } = connection;
      const { length } = await connections(tenantId);
      if (length >= MAX_CONNECTIONS) throw tooMany(tenantId, length);
      const ConditionExpression = 'attribute_not_exists(pk)';
      const Put = { TableName, Item: connectionItem(connection), ConditionExpression };
      await table.transact([
        tenantExists(TableName, tenantId),
        { item: { Put }, refused: () => conflict(`${tenantId} has a connection ${id} already.`) },
      ]);
    },

    async connection(name) {
      const item = await table.get(keys.connection(name));
      return item && connectionOf(item);
    },

    async replaceConnection(connection) {
      const isNext = ifNext('version', connection.version);
      const Put = { TableName, Item: connectionItem(connection), ...isNext };
      const refused = () => conflict('Somebody else changed this connection meanwhile. Try again.');
      await table.transact([{ item: { Put }, refused }]);
    },

    async deleteConnection(name) {
      await table.transact([
        remove(TableName, keys.connection(name)),
        remove(TableName, keys.lastClaims(name)),
      ]);
    },

    async keepLastClaims(name, { secret, claims }, until) {
      const item = { ...keyItem(keys.lastClaims(name)), secret: S(secret), claims: S(claims) };
      const expiresAt = expiry(until);
      await table.writeAll([{ PutRequest: { Item: { ...item, expiresAt } } }]);
    },

    async lastClaims(name, now) {
      const item = await table.get(keys.lastClaims(name));
      if (!item || numberOf(item, 'expiresAt') * 1_000 <= now) return undefined;
      return { secret: stringOf(item, 'secret'), claims: stringOf(item, 'claims') };
    },
  };
}

function tenantExists(TableName: string, tenantId: string): Write {
  const Key = keyItem(keys.tenant(tenantId));
  return {
    item: { ConditionCheck: { TableName, Key, ConditionExpression: 'attribute_exists(pk)' } },
    refused: () => new DomainError('notFound', `There is no tenant ${tenantId}.`),
  };
}

function connectionItem(connection: Connection): Item {
  return {
    ...keyItem(keys.connection(connection)),
    version: N(connection.version),
    connection: json(connection),
  };
}

function connectionOf(item: Item): Connection {
  return jsonOf<Connection>(item, 'connection');
}

function conflict(detail: string): DomainError {
  return new DomainError('conflict', detail);
}

function tooMany(tenantId: string, count: number): DomainError {
  const detail = `${tenantId} has ${count} connections, and no tenant may have more. Delete one that is not needed.`;
  return conflict(detail);
}
