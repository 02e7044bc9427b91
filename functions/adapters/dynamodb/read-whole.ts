import { type Item, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';

/** The rows themselves of those that an index shows by their keys; it lags, so some may be gone, or changed since. */
export async function readWhole(table: Table, rows: readonly Item[]): Promise<Item[]> {
  const items = await Promise.all(
    rows.map((row) => table.get({ pk: stringOf(row, 'pk'), sk: stringOf(row, 'sk') })),
  );
  return items.filter((item) => item !== undefined);
}
