import { type Item, keyItem, N, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import { keys } from '#functions/adapters/dynamodb/keys.ts';
import { outboxItem } from '#functions/adapters/dynamodb/outbox-item.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
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

    async receiptsOf(scope, userId) {
      const rows = await table.query({ ...keys.receipts(scope, userId), descending: true });
      return rows.map(receiptOf);
    },

    async write(kept, outbox) {
      const told: Write[] = outbox
        ? [{ item: { Put: { TableName: table.name, Item: outboxItem(kept.scope, outbox) } } }]
        : [];
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
  const isFirst = kept.rounds === 0;
  const condition = isFirst
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: 'rounds = :before',
        ExpressionAttributeValues: { ':before': N(kept.rounds - 1) },
      };
  return {
    item: { Put: { TableName, Item: receiptItem(kept), ...condition } },
    refused: () => new AnotherRound(),
  };
}

function receiptItem(kept: KeptReceipt): Item {
  const { scope, receipt, rounds } = kept;
  return {
    ...keyItem(keys.receipt(scope, receipt.user, receipt.id)),
    kept: S(JSON.stringify(kept)),
    rounds: N(rounds),
    expiresAt: N(Math.floor(Date.parse(receipt.ending.at) / 1_000) + KEPT_FOR),
  };
}

function receiptOf(item: Item): KeptReceipt {
  // This program wrote it, so its shape is taken on trust.
  return JSON.parse(stringOf(item, 'kept')) as KeptReceipt;
}
