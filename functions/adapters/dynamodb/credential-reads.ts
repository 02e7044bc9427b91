import { S } from '#functions/adapters/dynamodb/attributes.ts';
import { clientOf } from '#functions/adapters/dynamodb/client-store.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { tokenRecord } from '#functions/adapters/dynamodb/token-item.ts';
import type { CredentialStore } from '#shared/tenancy/standing-token.ts';

/** What it takes to tell whose a token is: all of tenancy that a function needs whose load everybody waits for. */
export function credentialReads(table: Table): CredentialStore {
  return {
    async token(id) {
      const item = await table.get(keys.token(id));
      return item && tokenRecord(item);
    },

    async touchToken(id, usedAt) {
      const values = { ':at': S(usedAt) };
      await table
        .update(keys.token(id), 'SET lastUsedAt = :at', values, 'attribute_exists(pk)')
        // Nothing hangs on it, and a token that was revoked meanwhile must not come back.
        .catch(() => undefined);
    },

    async client(name) {
      const item = await table.get(keys.client(name));
      return item && clientOf(item);
    },
  };
}
