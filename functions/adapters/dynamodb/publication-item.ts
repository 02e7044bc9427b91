import {
  expiry,
  type Item,
  json,
  jsonOf,
  keyItem,
  N,
  numberOf,
  S,
} from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { KEPT_SECONDS } from '#functions/adapters/dynamodb/outbox-item.ts';
import type { LogRow, Publication } from '#shared/events/publication-log.ts';

type Entry = [id: string, type: string, subject: string, types: Publication['types'], own?: string];

/** About 120 bytes for each record, without names: rows are paid for by the kilobyte. */
export function publicationItem(tenantId: string, { sequence, at, publications }: LogRow): Item {
  const entries = publications.map(({ id, subject, types, directoryId }): Entry => {
    const entry = [id, subject.type, subject.id, types] as const;
    return directoryId === undefined ? [...entry] : [...entry, directoryId];
  });
  return {
    ...keyItem(keys.publication(tenantId, sequence)),
    type: S('publication'),
    sequence: N(sequence),
    at: N(at),
    records: json(entries),
    expiresAt: expiry(at, KEPT_SECONDS),
  };
}

export function logRow(item: Item): LogRow {
  const entries = jsonOf<Entry[]>(item, 'records');
  return {
    sequence: numberOf(item, 'sequence'),
    at: numberOf(item, 'at'),
    publications: entries.map(([id, type, subject, types, directoryId]) => ({
      id,
      subject: { type, id: subject },
      types,
      ...(directoryId !== undefined && { directoryId }),
    })),
  };
}
