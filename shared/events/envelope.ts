import { CANARY_SOURCE, CANARY_TENANT } from '#shared/events/canary.ts';
import { dataSchemaOf, type EventType, type Happening } from '#shared/events/catalogue.ts';

/** Who did it: a directory by its token, an administrator, or Rollcall itself finishing what somebody began. */
export interface Actor {
  readonly type: 'directory' | 'admin' | 'system';
  readonly id: string;
}

/** Through which door the change came. */
export type Cause = 'scim' | 'admin' | 'cascade';

/** The events of one committed change, in order, as the outbox keeps them. */
export interface OutboxRecord {
  readonly id: string;
  readonly time: string;
  readonly tenant: string;
  readonly subject: { readonly type: string; readonly id: string };
  /** Version of the subject after the change; the last one when it was deleted. */
  readonly version: number;
  readonly actor: Actor;
  readonly cause: Cause;
  readonly requestId: string;
  readonly happenings: readonly Happening[];
}

/** An outbox record and where it lies. */
export interface CommittedRecord {
  readonly record: OutboxRecord;
  /** The directory that keeps the subject to itself, if one does. */
  readonly directoryId?: string;
}

/** One event as every consumer sees it: CloudEvents 1.0 attributes and what Rollcall adds. */
export interface EventEnvelope extends Omit<OutboxRecord, 'happenings'> {
  readonly specversion: '1.0';
  readonly source: 'rollcall' | typeof CANARY_SOURCE;
  readonly type: EventType;
  /** Names the shape of `data`; see {@link dataSchemaOf}. */
  readonly dataschema: string;
  readonly data: Happening['data'];
}

/** The id of an event is that of its change and its place in it: the same however often it is sent. */
export function envelopesOf({ happenings, ...record }: OutboxRecord): EventEnvelope[] {
  return happenings.map(({ type, data }, index) => ({
    specversion: '1.0',
    source: record.tenant === CANARY_TENANT ? CANARY_SOURCE : 'rollcall',
    type,
    dataschema: dataSchemaOf(type),
    ...record,
    id: `${record.id}.${index}`,
    data,
  }));
}
