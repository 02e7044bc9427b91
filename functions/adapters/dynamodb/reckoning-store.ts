import { json, jsonOf, keyItem, N, numberOf, S } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { OutboxPlace } from '#shared/events/outbox.ts';
import type { ReckoningStore } from '#shared/events/reconcile.ts';

/** Where the reconciler stands with each tenant; two runs at once do no harm but work twice. */
export function createReckoningStore(table: Table): ReckoningStore {
  return {
    async reckoning(tenantId) {
      const item = await table.get(keys.reconciled(tenantId));
      if (!item) return undefined;
      return {
        upTo: numberOf(item, 'upTo'),
        sequence: numberOf(item, 'sequence'),
        refused: jsonOf<OutboxPlace[]>(item, 'refused'),
      };
    },

    async keepReckoning(tenantId, { upTo, sequence, refused }) {
      const values = {
        upTo: N(upTo),
        sequence: N(sequence),
        refused: json(refused),
      };
      const Item = { ...keyItem(keys.reconciled(tenantId)), type: S('reckoning'), ...values };
      await table.writeAll([{ PutRequest: { Item } }]);
    },
  };
}
