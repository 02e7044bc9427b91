import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A row as DynamoDB has it. */
export type Item = Record<string, AttributeValue>;

export const S = (value: string): AttributeValue => ({ S: value });
export const N = (value: number): AttributeValue => ({ N: String(value) });

/** The names and values that DynamoDB expects for a key. */
export function keyItem({ pk, sk }: { readonly pk: string; readonly sk: string }): Item {
  return { pk: S(pk), sk: S(sk) };
}

/** @throws TypeError when a row is not what this program wrote. */
export function stringOf(item: Item, name: string): string {
  const value = item[name]?.S;
  if (value === undefined) throw new TypeError(`The stored row has no string ${name}.`);
  return value;
}

export function optionalString(item: Item, name: string): string | undefined {
  return item[name]?.S;
}

/** @throws TypeError when a row is not what this program wrote. */
export function numberOf(item: Item, name: string): number {
  const value = Number(item[name]?.N);
  if (Number.isNaN(value)) throw new TypeError(`The stored row has no number ${name}.`);
  return value;
}
