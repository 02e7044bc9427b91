import { CANARY_SOURCE, CANARY_TENANT } from '#shared/events/canary.ts';
import { dataSchemaOf, type EventType, type Happening } from '#shared/events/catalogue.ts';

/** Kinds of actors, and what their id names. */
export const actorTypes = {
  directory: 'A directory, by its token',
  connection: 'A connection to an identity provider, by what that provider said',
  user: 'A user, of their own',
  admin: 'An administrator',
  policy: 'A lifecycle policy',
  rule: 'A rule of the tenant',
  system: 'Rollcall itself, which finishes what somebody began',
} as const;

/** Who did it. */
export interface Actor {
  readonly type: keyof typeof actorTypes;
  readonly id: string;
}

/** Through which door a change comes. */
export const causes = {
  scim: 'over SCIM',
  jit: 'by a sign-in, just in time',
  'sign-in': 'by a sign-in',
  'sign-out': 'by a sign-out, here or at the identity provider',
  admin: 'by the admin API',
  policy: 'by a lifecycle policy, or a planned date',
  rule: 'by a rule of the tenant',
  cascade: 'it followed from another change',
} as const;

export type Cause = keyof typeof causes;

/** Who makes a change, through which door and under which request. */
export interface Author {
  readonly actor: Actor;
  readonly cause: Cause;
  readonly requestId: string;
}

/** The events of one committed change, in order, as the outbox keeps them. */
export interface OutboxRecord extends Author {
  readonly id: string;
  readonly time: string;
  readonly tenant: string;
  readonly subject: { readonly type: string; readonly id: string };
  /** Version of the subject after the change; the last one when it was deleted. */
  readonly version: number;
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
