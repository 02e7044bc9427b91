import type { EventType } from '#shared/events/catalogue.ts';
import type { CommittedRecord } from '#shared/events/envelope.ts';

/** What the log keeps of a published outbox record: enough to find it, and to pass over what nobody asked for. */
export interface Publication {
  /** Of the outbox record. */
  readonly id: string;
  readonly subject: { readonly type: string; readonly id: string };
  /** Of the events in the record, each once. */
  readonly types: readonly EventType[];
  /** The directory that keeps the subject to itself, if one does. */
  readonly directoryId?: string;
}

/** What was published together, in order. */
export interface LogRow {
  /** +1 from row to row; larger than that only after a tenant was silent for as long as rows are kept. */
  readonly sequence: number;
  /** When the row was written (milliseconds). */
  readonly at: number;
  readonly publications: readonly Publication[];
}

/** The end of a tenant's log, as somebody knows it who is about to publish. */
export interface LogTail {
  /** Whether the record was published since the time for which the tail was asked. */
  holds(recordId: string): boolean;
  /** Appends, as one row, those that no row holds yet, whoever wrote it meanwhile. */
  append(publications: readonly Publication[]): Promise<void>;
}

/**
 * The order in which a tenant's records were published, which is the order of the Events API: a record that
 * was committed late comes late, so that whoever has read up to a row has missed nothing before it.
 */
export interface PublicationLog {
  /** @param since Milliseconds; rows from before do not hold what was committed later. */
  tail(tenantId: string, since: number): Promise<LogTail>;
  /** Rows from a sequence on, in ascending order; fewer than `limit` only at the end. */
  from(tenantId: string, sequence: number, limit: number): Promise<LogRow[]>;
  /** The last rows, newest first. */
  newest(tenantId: string, limit: number): Promise<LogRow[]>;
}

/** What the log keeps of a record: whom it is about, and which events came of it. */
export function publicationOf({ record, directoryId }: CommittedRecord): Publication {
  const { id, subject, happenings } = record;
  const types = [...new Set(happenings.map(({ type }) => type))];
  return { id, subject, types, ...(directoryId !== undefined && { directoryId }) };
}
