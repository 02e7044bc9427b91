import type { Happening } from '#shared/events/catalogue.ts';
import type { Author, OutboxRecord } from '#shared/events/envelope.ts';
import { type Clock, isoTime } from '#shared/kernel/clock.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';

export interface RecordPorts {
  readonly clock: Clock;
  readonly newId: NewId;
}

/** The outbox record of one thing that happens now. */
export function newRecord(
  { clock, newId }: RecordPorts,
  { actor, cause, requestId }: Author,
  { tenant, subject, version }: Pick<OutboxRecord, 'tenant' | 'subject' | 'version'>,
  happening: Happening,
): OutboxRecord {
  return {
    id: newId(),
    time: isoTime(clock.now()),
    tenant,
    subject,
    version,
    actor,
    cause,
    requestId,
    happenings: [happening],
  };
}
