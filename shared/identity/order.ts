import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { SortKey } from '#shared/scim/sort.ts';

/** An order that is not the index's own; what is equal in it stays in the order of types and ids. */
export interface Order {
  readonly keyOf: (record: ResourceRecord) => SortKey;
  readonly compare: (left: SortKey, right: SortKey) => number;
}

/** @param records In the order of types and ids. */
export function sortRecords(
  { keyOf, compare }: Order,
  records: readonly ResourceRecord[],
): ResourceRecord[] {
  return records
    .map((record) => ({ record, key: keyOf(record) }))
    .sort((left, right) => compare(left.key, right.key))
    .map(({ record }) => record);
}
