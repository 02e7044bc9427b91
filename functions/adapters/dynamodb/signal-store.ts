import { keyItem, N, numberOf } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { SignalStore } from '#shared/sign-in/signal-store.ts';

export function createSignalStore(table: Table, clock: Clock): SignalStore {
  return {
    async wasSeen(tenantId, connectionId, jti) {
      const item = await table.get(keys.signal(tenantId, connectionId, jti));
      return item !== undefined && numberOf(item, 'expiresAt') > clock.now() / 1_000;
    },

    async markSeen(tenantId, connectionId, jti, until) {
      const key = keyItem(keys.signal(tenantId, connectionId, jti));
      const Item = { ...key, expiresAt: N(Math.ceil(until / 1_000)) };
      await table.writeAll([{ PutRequest: { Item } }]);
    },
  };
}
