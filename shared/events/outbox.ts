import type { CommittedRecord, OutboxRecord } from '#shared/events/envelope.ts';
import type { Publication } from '#shared/events/publication-log.ts';

/** Where an outbox record lies. */
export interface OutboxPlace {
  readonly id: string;
  /** Of the table; means nothing but to the store. */
  readonly partition: string;
}

/** The records born in a span of time, as far as one look saw. */
export interface Born {
  /** In order of birth. */
  readonly places: readonly OutboxPlace[];
  /** Those born before this time were seen (milliseconds). */
  readonly until: number;
}

/** Whose changes are meant. */
export interface ChangedSubject {
  readonly tenantId: string;
  readonly type: string;
  readonly id: string;
  /** The directory that keeps it to itself, if one does. */
  readonly directoryId?: string;
}

/** Records of committed changes, kept for 90 days. */
export interface Outbox {
  /** Records born from `from` until before `to` (milliseconds); those of the last moments may be missing yet. */
  born(tenantId: string, from: number, to: number): Promise<Born>;
  /** For each place its record; `gone` when its time is over. Sees every earlier write. */
  at(places: readonly OutboxPlace[]): Promise<(CommittedRecord | 'gone' | 'unreadable')[]>;
  /** The records of publications, without those whose time is over. */
  of(tenantId: string, publications: readonly Publication[]): Promise<CommittedRecord[]>;
  /** Changes of one user or group, the last first, from the one before `before` on. */
  history(subject: ChangedSubject, limit: number, before?: string): Promise<OutboxRecord[]>;
}
