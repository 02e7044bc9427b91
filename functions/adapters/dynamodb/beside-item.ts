import { type Item, json, optionalString } from '#functions/adapters/dynamodb/attributes.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { parseJson } from '#shared/kernel/json.ts';

/** Of a user, what is kept beside the attributes: one JSON text each, and nothing where there is nothing. */
const kept = [
  'state',
  'movedAt',
  'letInAt',
  'letGoAt',
  'planned',
  'announced',
  'links',
  'roles',
  'owners',
  'cleared',
  'drift',
  'unmanaged',
  'invitedUntil',
] as const;

type Beside = Pick<ResourceRecord, (typeof kept)[number]>;

export function besideItem(record: ResourceRecord): Item {
  const item: Item = {};
  for (const name of kept) {
    if (record[name] !== undefined) item[name] = json(record[name]);
  }
  return item;
}

/** From a row; this program wrote it, so its shape is taken on trust. */
export function besideRecord(item: Item): Beside {
  const beside: Record<string, unknown> = {};
  for (const name of kept) {
    const text = optionalString(item, name);
    if (text !== undefined) beside[name] = parseJson(text);
  }
  return beside as Beside;
}
