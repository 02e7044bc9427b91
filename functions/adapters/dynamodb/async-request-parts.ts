import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import { keyItem, N, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';

/** Characters of one part: at most 320 KB, where an item may have 400. */
const PART = 80_000;

type Part = 'BODY' | 'RESULT';

/** Writes a text of any length beside an asynchronous request. */
export async function writeParts(
  table: Table,
  { pk, part, expiresAt }: { readonly pk: string; readonly part: Part; readonly expiresAt: number },
  text: string,
): Promise<void> {
  const requests = partsOf(text).map((content, number): WriteRequest => {
    const sk = `${part}#${String(number).padStart(3, '0')}`;
    const Item = { ...keyItem({ pk, sk }), content: S(content), expiresAt: N(expiresAt) };
    return { PutRequest: { Item } };
  });
  await table.writeAll(requests);
}

/** Empty when nothing was written. */
export async function readParts(table: Table, pk: string, part: Part): Promise<string> {
  const items = await table.query({ pk, prefix: `${part}#` });
  return items.map((item) => stringOf(item, 'content')).join('');
}

/** Cut between characters: half of a pair does not survive UTF-8. */
function partsOf(text: string): string[] {
  return text.match(new RegExp(`[^]{1,${PART}}`, 'gu')) ?? [];
}
