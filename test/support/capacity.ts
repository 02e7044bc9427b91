import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;

const bytes = (text: string) => Buffer.byteLength(text);

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
export function itemSize(item: Item | undefined): number {
  return Object.entries(item ?? {}).reduce(
    (size, [name, value]) => size + bytes(name) + valueSize(value),
    0,
  );
}

/** Units of writing an item of a transaction: two for each KiB of the larger of its two states. */
export function transactWriteUnits(before: Item | undefined, after: Item | undefined): number {
  return 2 * writeUnits(Math.max(itemSize(before), itemSize(after)));
}

/** Units of a write to the table and of what follows from it in the indexes. */
export function indexWriteUnits(before: Item | undefined, after: Item | undefined): number {
  return Object.values(indexes).reduce((units, index) => {
    const [old, fresh] = [projected(before, index), projected(after, index)];
    if (JSON.stringify(old) === JSON.stringify(fresh)) return units;
    const sameKey =
      old?.[index.hash]?.S === fresh?.[index.hash]?.S &&
      old?.[index.range]?.S === fresh?.[index.range]?.S;
    if (old && fresh && sameKey)
      return units + writeUnits(Math.max(itemSize(old), itemSize(fresh)));
    return (
      units + (old ? writeUnits(itemSize(old)) : 0) + (fresh ? writeUnits(itemSize(fresh)) : 0)
    );
  }, 0);
}

/** Units of reading so many bytes in one go; an eventually consistent read costs half. */
export function readUnits(size: number, consistent: boolean): number {
  return Math.max(1, Math.ceil(size / 4_096)) * (consistent ? 1 : 0.5);
}

export function writeUnits(size: number): number {
  return Math.max(1, Math.ceil(size / 1_024));
}

interface Index {
  readonly hash: string;
  readonly range: string;
  readonly more: readonly string[];
}

const indexes: Record<string, Index> = {
  collection: { hash: 'cpk', range: 'csk', more: [] },
  member: { hash: 'mpk', range: 'msk', more: ['groupName'] },
  due: { hash: 'dpk', range: 'dsk', more: [] },
};

function projected(item: Item | undefined, { hash, range, more }: Index): Item | undefined {
  if (!item?.[hash] || !item[range]) return undefined;
  const names = ['pk', 'sk', hash, range, ...more].filter((name) => item[name] !== undefined);
  return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return bytes(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.replace(/\D/g, '').length / 2) + 1;
  throw new TypeError('Rollcall stores strings and numbers only.');
}
