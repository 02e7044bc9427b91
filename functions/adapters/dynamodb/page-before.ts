import type { Item } from '#functions/adapters/dynamodb/attributes.ts';
import type { Key } from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { PageBefore } from '#shared/sessions/session-store.ts';

/** Behind every id. */
const LAST = '~';

/** A page of the rows of one kind in one partition, whose keys end with ids that sort by time; the newest first. */
export async function pageBefore(
  table: Pick<Table, 'query'>,
  keyOf: (id: string) => Key,
  { limit, before = LAST }: PageBefore,
): Promise<Item[]> {
  const { pk, sk } = keyOf(before);
  const between = [keyOf('').sk, sk] as const;
  const rows = await table.query({ pk, between, limit: limit + 1, descending: true });
  return rows.filter((row) => row['sk']?.S !== sk).slice(0, limit);
}
