import {
  expiry,
  type Item,
  json,
  jsonOf,
  keyItem,
  optionalString,
  S,
} from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { CommittedRecord, OutboxRecord } from '#shared/events/envelope.ts';
import type { Scope } from '#shared/identity/scope.ts';

/** The outbox is the audit trail as well; its rows, and those that order them, stay this long. */
export const KEPT_SECONDS = 90 * 86_400;

export function outboxItem(scope: Scope, record: OutboxRecord): Item {
  const { subject, id, tenant, time } = record;
  const shard = Number.parseInt(id.slice(-1), 16) % keys.FEED_SHARDS;
  return {
    ...keyItem(keys.outbox(scope, subject.type, subject.id, id)),
    cpk: S(keys.feed(tenant, shard)),
    csk: S(id),
    type: S('outbox'),
    record: json(record),
    ...(scope.visibility === 'own' && { own: S(scope.directoryId) }),
    expiresAt: expiry(Date.parse(time), KEPT_SECONDS),
  };
}

/** From a row of the table's stream; this program wrote it, so its shape is taken on trust. */
export function outboxRecord(item: Item): OutboxRecord {
  return jsonOf<OutboxRecord>(item, 'record');
}

export function committedRecord(item: Item): CommittedRecord {
  const directoryId = optionalString(item, 'own');
  return { record: outboxRecord(item), ...(directoryId !== undefined && { directoryId }) };
}
