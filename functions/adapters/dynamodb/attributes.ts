import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A row as DynamoDB has it. */
export type Item = Record<string, AttributeValue>;

export const S = (value: string): AttributeValue => ({ S: value });
export const N = (value: number): AttributeValue => ({ N: String(value) });

/** A value as one JSON text, which is read and written whole. */
export const json = (value: unknown): AttributeValue => S(JSON.stringify(value));

/** What `expiresAt` is, by which DynamoDB deletes a row: so many seconds after a time in milliseconds. */
export const expiry = (time: number, seconds = 0): AttributeValue =>
  N(Math.floor(time / 1_000) + seconds);

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

/** What {@link json} made; this program wrote it, so its shape is taken on trust. */
export function jsonOf<T>(item: Item, name: string): T {
  return JSON.parse(stringOf(item, name)) as T;
}
