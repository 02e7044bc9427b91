import { type Item, keyItem } from '#functions/adapters/dynamodb/attributes.ts';
import type { Key } from '#functions/adapters/dynamodb/keys.ts';
import { outboxItem } from '#functions/adapters/dynamodb/outbox-item.ts';
import type { Write } from '#functions/adapters/dynamodb/table.ts';
import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { Scope } from '#shared/identity/scope.ts';

/** Puts a row, whatever is in its place. */
export function put(TableName: string, Item: Item): Write {
  return { item: { Put: { TableName, Item } } };
}

/** Takes a row away, whether it is there or not. */
export function remove(TableName: string, key: Key): Write {
  return { item: { Delete: { TableName, Key: keyItem(key) } } };
}

/** Keeps what tells of a change with the change itself; no write where there is nothing to tell. */
export function tell(TableName: string, scope: Scope, record: OutboxRecord | undefined): Write[] {
  return record ? [put(TableName, outboxItem(scope, record))] : [];
}
