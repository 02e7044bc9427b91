import {
  type Item,
  jsonOf,
  keyItem,
  N,
  numberOf,
  S,
} from '#functions/adapters/dynamodb/attributes.ts';
import { ifNext } from '#functions/adapters/dynamodb/if-next.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Write } from '#functions/adapters/dynamodb/table.ts';
import type { DepartureCount } from '#shared/identity/departure.ts';
import type { DirectoryBrake } from '#shared/lifecycle/directory-brake.ts';

/** Takes the place of the revision before, and of no other. */
export function brakeWrite(
  TableName: string,
  { directory, revision, text }: DepartureCount,
): Write {
  const row = { type: S('brake'), revision: N(revision), brake: S(text) };
  const Item: Item = { ...keyItem(keys.brake(directory)), ...row };
  return { item: { Put: { TableName, Item, ...ifNext('revision', revision) } } };
}

/** From a row; this program wrote it, so its shape is taken on trust. */
export function brakeOf(item: Item): DirectoryBrake {
  const kept = jsonOf<Omit<DirectoryBrake, 'revision'>>(item, 'brake');
  return { ...kept, revision: numberOf(item, 'revision') };
}
