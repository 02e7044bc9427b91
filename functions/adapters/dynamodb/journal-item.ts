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
import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { Journal, MemberDelta, MemberSlice } from '#shared/identity/identity-store.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { isoTime } from '#shared/kernel/clock.ts';

/** Slices are written before the transaction that makes them count; should it never come, they vanish by TTL. */
const UNCLAIMED_DAYS = 7;
const DAY = 86_400;

export function journalItem(journal: Journal): Item {
  const { scope, type, resourceId, id, renamed, dueAt } = journal;
  return {
    ...keyItem(keys.journal(scope, type, resourceId, id)),
    dpk: S(keys.dueJournals),
    dsk: S(`${isoTime(dueAt)}#${id}`),
    type: S('journal'),
    dueAt: N(dueAt),
    journal: json({ id, scope, type, resourceId, renamed }),
  };
}

export function journalOf(item: Item): Journal {
  const stored = jsonOf<Omit<Journal, 'dueAt'>>(item, 'journal');
  return { ...stored, dueAt: numberOf(item, 'dueAt') };
}

export function sliceItem(
  scope: Scope,
  group: ResourceRecord,
  { id, happenings: _, ...origin }: OutboxRecord,
  delta: MemberDelta,
  number: number,
): Item {
  const key = keys.slice(scope, group.id, id, number);
  return {
    ...keyItem(key),
    type: S('slice'),
    slice: json({ key: key.sk, delta, origin }),
    expiresAt: expiry(Date.parse(origin.time), UNCLAIMED_DAYS * DAY),
  };
}

export function sliceOf(item: Item): MemberSlice {
  return jsonOf<MemberSlice>(item, 'slice');
}
