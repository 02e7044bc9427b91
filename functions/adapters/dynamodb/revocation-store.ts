import { stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { revocationOf } from '#functions/adapters/dynamodb/revocation-item.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { RevocationStore } from '#shared/sessions/revocations.ts';

export function createRevocationStore(table: Table): RevocationStore {
  return {
    async revocations(tenantId, after, limit) {
      const { pk } = keys.revocation(tenantId, '', '');
      const rows = await table.query({ pk, after, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const next = rows.length > limit && last ? stringOf(last, 'sk') : undefined;
      return { revocations: page.map(revocationOf), ...(next !== undefined && { next }) };
    },
  };
}
