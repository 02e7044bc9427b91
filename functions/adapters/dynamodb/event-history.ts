import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { outboxRecord } from '#functions/adapters/dynamodb/outbox-item.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { type EventEnvelope, envelopesOf, type OutboxRecord } from '#shared/events/envelope.ts';
import { beforeIdsOf } from '#shared/kernel/uuid-v7.ts';
import type { DeliveredEvent } from '#shared/webhooks/delivery.ts';
import type { EventHistory } from '#shared/webhooks/ports.ts';

/** Records that are looked through on the way back; what lies further behind was settled long ago. */
const LOOK_BACK = 40;

/** Ids tell a record's time by the clock of who wrote it; that of another may be as far ahead, in milliseconds. */
const CLOCK_SKEW = 60_000;

/** What happened to a subject, from the outbox rows below it; these reads see every commit before them. */
export function createEventHistory(table: Table): EventHistory {
  return {
    async previous(event, wanted) {
      const records = await recordsAround(table, event);
      const earlier = records
        .flatMap(envelopesOf)
        .filter((candidate) => wanted(candidate.type) && isBefore(candidate, event))
        .toSorted((left, right) => (isBefore(left, right) ? -1 : 1));
      return earlier.at(-1);
    },
  };
}

/** The version tells the order of changes, the id that of records and events of one change. */
function isBefore(left: DeliveredEvent, right: DeliveredEvent): boolean {
  if (left.version !== right.version) return left.version < right.version;
  const [[leftRecord, leftPlace], [rightRecord, rightPlace]] = [parts(left.id), parts(right.id)];
  return leftRecord === rightRecord ? leftPlace < rightPlace : leftRecord < rightRecord;
}

function parts(eventId: string): [string, number] {
  const [record = '', place = ''] = eventId.split('.');
  return [record, Number(place)];
}

async function recordsAround(table: Table, event: EventEnvelope | DeliveredEvent) {
  // A directory that keeps its people to itself has them in a partition of its own; the event does not tell.
  const visibilities = ['tenant', 'own'] as const;
  const found = await Promise.all(
    visibilities.map((visibility) =>
      recordsOf(table, event, { tenantId: event.tenant, directoryId: event.actor.id, visibility }),
    ),
  );
  const [id] = parts(event.id);
  return found.find((records) => records.some((record) => record.id === id)) ?? [];
}

async function recordsOf(
  table: Table,
  { subject, id, time }: DeliveredEvent,
  scope: Parameters<typeof keys.outbox>[0],
): Promise<OutboxRecord[]> {
  const at = (recordId: string) => keys.outbox(scope, subject.type, subject.id, recordId);
  const { pk, sk } = at(beforeIdsOf(Date.parse(time) + CLOCK_SKEW));
  const [record] = parts(id);
  const last = sk > at(record).sk ? sk : at(record).sk;
  const rows = await table.query({
    pk,
    between: [at('').sk, last],
    descending: true,
    limit: LOOK_BACK,
  });
  return rows.map(outboxRecord);
}
