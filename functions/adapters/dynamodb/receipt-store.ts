import {
  expiry,
  type Item,
  json,
  jsonOf,
  keyItem,
  N,
} from '#functions/adapters/dynamodb/attributes.ts';
import { ifNext } from '#functions/adapters/dynamodb/if-next.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { pageBefore } from '#functions/adapters/dynamodb/page-before.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import { tell } from '#functions/adapters/dynamodb/writes.ts';
import type { KeptReceipt } from '#shared/sessions/receipt.ts';
import type { ReceiptStore } from '#shared/sessions/receipt-store.ts';

/** Seconds: seven years, as long as auditors ask. */
const KEPT_FOR = 7 * 365 * 86_400;

class AnotherRound extends Error {}

export function createReceiptStore(table: Table): ReceiptStore {
  return {
    async receipt(scope, userId, id) {
      const item = await table.get(keys.receipt(scope, userId, id));
      return item && receiptOf(item);
    },

    async receiptsOf(scope, userId, page) {
      const rows = await pageBefore(table, (id) => keys.receipt(scope, userId, id), page);
      return rows.map(receiptOf);
    },

    async write(kept, outbox) {
      const told = tell(table.name, kept.scope, outbox);
      try {
        await table.transact([round(table.name, kept), ...told]);
        return true;
      } catch (error) {
        if (error instanceof AnotherRound) return false;
        throw error;
      }
    },
  };
}

function round(TableName: string, kept: KeptReceipt): Write {
  return {
    item: { Put: { TableName, Item: receiptItem(kept), ...ifNext('rounds', kept.rounds, 0) } },
    refused: () => new AnotherRound(),
  };
}

function receiptItem(kept: KeptReceipt): Item {
  const { scope, receipt, rounds } = kept;
  return {
    ...keyItem(keys.receipt(scope, receipt.user, receipt.id)),
    kept: json(kept),
    rounds: N(rounds),
    expiresAt: expiry(Date.parse(receipt.ending.at), KEPT_FOR),
  };
}

function receiptOf(item: Item): KeptReceipt {
  return jsonOf<KeptReceipt>(item, 'kept');
}
