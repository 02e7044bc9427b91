import { type Item, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { committedRecord, outboxRecord } from '#functions/adapters/dynamodb/outbox-item.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { Outbox, OutboxPlace } from '#shared/events/outbox.ts';
import type { Publication } from '#shared/events/publication-log.ts';
import { ownScope, type Scope, sharedScope } from '#shared/identity/scope.ts';
import { beforeIdsOf, birthOf } from '#shared/kernel/uuid-v7.ts';

/** Records of one shard of the feed that one look sees. */
const LOOK = 2_000;

/** The outbox on the table, found by its feed or by the publication log. */
export function createOutbox(table: Table): Outbox {
  async function bornInShard(pk: string, from: number, to: number) {
    const between = [beforeIdsOf(from), beforeIdsOf(to)] as const;
    const rows = await table.query({ pk, index: 'collection', between, limit: LOOK });
    const places = rows.map(placeOf);
    const last = places.at(-1);
    // What shares the last one's millisecond may not have been seen: the next look begins with it.
    const isCut = last !== undefined && places.length === LOOK;
    return { places, until: isCut ? Math.max(birthOf(last.id), from + 1) : to };
  }

  return {
    async born(tenantId, from, to) {
      const shards = Array.from({ length: keys.FEED_SHARDS }, (_, shard) =>
        keys.feed(tenantId, shard),
      );
      const seen = await Promise.all(shards.map((pk) => bornInShard(pk, from, to)));
      const until = Math.min(...seen.map((shard) => shard.until));
      const places = seen.flatMap((shard) => shard.places);
      return {
        places: places.filter(({ id }) => birthOf(id) < until).toSorted(byId),
        until,
      };
    },

    async at(places) {
      const items = await Promise.all(
        places.map(({ partition, id }) => table.get(keys.outboxAt(partition, id))),
      );
      return items.map((item) => (item ? readable(item) : 'gone'));
    },

    async of(tenantId, publications) {
      const items = await Promise.all(
        publications.map((publication) => table.get(keyOf(tenantId, publication))),
      );
      return items.filter((item) => item !== undefined).map(committedRecord);
    },

    async history({ tenantId, type, id, directoryId }, limit, before) {
      const { pk } = keys.resource(scopeOf(tenantId, directoryId), type, id);
      const between = keys.outboxBefore(before);
      const rows = await table.query({ pk, between, limit: limit + 1, descending: true });
      const records = rows.map(outboxRecord).filter((record) => record.id !== before);
      return records.slice(0, limit);
    },
  };
}

function keyOf(tenantId: string, { id, subject, directoryId }: Publication): keys.Key {
  return keys.outbox(scopeOf(tenantId, directoryId), subject.type, subject.id, id);
}

function scopeOf(tenantId: string, directoryId: string | undefined): Scope {
  return directoryId === undefined ? sharedScope(tenantId) : ownScope(tenantId, directoryId);
}

function placeOf(row: Item): OutboxPlace {
  return { id: stringOf(row, 'csk'), partition: stringOf(row, 'pk') };
}

function readable(item: Item) {
  try {
    return committedRecord(item);
  } catch {
    return 'unreadable';
  }
}

function byId(left: OutboxPlace, right: OutboxPlace): number {
  return left.id < right.id ? -1 : 1;
}
