import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { DepartureCount } from '#shared/identity/departure.ts';
import type { IndexEntry } from '#shared/identity/index-entries.ts';
import type {
  Member,
  MemberOf,
  Nesting,
  ResourceRecord,
} from '#shared/identity/resource-record.ts';
import type { UserRevocation } from '#shared/identity/revocation.ts';
import type { Scope } from '#shared/identity/scope.ts';

/** Another writer was first, or the store could not take the change just now: read again and retry. */
export class LostRace extends Error {
  override readonly name = 'LostRace';
}

export function isLostRace(error: unknown): boolean {
  return error instanceof LostRace;
}

export interface MemberDelta {
  readonly added: readonly Member[];
  readonly removed: readonly Member[];
}

export interface MemberPage {
  readonly afterId?: string | undefined;
  readonly limit?: number;
}

/** How many resources of a type there are, and how many were deleted since the beginning. */
export interface Tally {
  readonly total: number;
  readonly deletions: number;
}

/** Members that one commit carries; a larger delta is deferred to a journal. */
export const MAX_MEMBERS_PER_COMMIT = 80;

/**
 * Work that a commit leaves behind: deferred members, the members of a deleted group, the groups of a deleted
 * member, a group's name on its memberships. Whoever commits settles it at once; the journal is there in case
 * that is cut short.
 */
export interface Journal {
  readonly id: string;
  readonly scope: Scope;
  readonly type: string;
  readonly resourceId: string;
  /** Whether a group has another name than its memberships bear. */
  readonly renamed: boolean;
  /** When somebody else may take it up (milliseconds). */
  readonly dueAt: number;
}

/** One change of one resource. `before` absent: create; `after` absent: delete. */
export interface Change {
  readonly before?: ResourceRecord;
  readonly after?: ResourceRecord;
  readonly claimed: readonly IndexEntry[];
  readonly released: readonly IndexEntry[];
  readonly members: MemberDelta;
  /** Members beyond {@link MAX_MEMBERS_PER_COMMIT}; `after.journal` names their journal. */
  readonly deferred?: MemberDelta;
  readonly outbox: OutboxRecord;
  readonly journal?: Journal;
  /** Of a user whose sessions and tokens end by it. */
  readonly revocation?: UserRevocation;
  /** Of a user who leaves by a directory that counts. */
  readonly departures?: DepartureCount;
}

/** A part of a deferred delta, small enough for one transaction. */
export interface MemberSlice {
  readonly key: string;
  readonly delta: MemberDelta;
  /** Of the change that was deferred: who, why, when, at which version. */
  readonly origin: Omit<OutboxRecord, 'id' | 'happenings'>;
}

/**
 * Users, groups and their memberships of one scope. Single reads, look-ups, `members` and `membersAmong` see
 * every earlier write; `idsAfter`, `memberOf` and `nestings` may lag by moments.
 */
export interface IdentityStore {
  resource(scope: Scope, type: string, id: string): Promise<ResourceRecord | undefined>;
  /** Ids of the resources that have the value. */
  lookUp(scope: Scope, entry: IndexEntry): Promise<string[]>;
  /** Whether the link is that of a user who was deleted less than `LINK_ENDED_FOR` ago (milliseconds). */
  isEnded(scope: Scope, link: IndexEntry, now: number): Promise<boolean>;
  tally(scope: Scope, type: string): Promise<Tally>;
  /** At most `limit` ids in ascending order after `afterId`, fewer only at the end. */
  idsAfter(
    scope: Scope,
    type: string,
    afterId: string | undefined,
    limit: number,
  ): Promise<string[]>;
  /**
   * The id at a 1-based place in the order of {@link idsAfter}; `undefined` beyond the end.
   *
   * @param tallying Tells whether what was noted of that place still holds; awaited beside the note.
   */
  idAt(
    scope: Scope,
    type: string,
    place: number,
    tallying: Promise<Tally>,
  ): Promise<string | undefined>;
  /** Remembers for a while what {@link idAt} would have to count. Never fails. */
  noteIdAt(scope: Scope, type: string, place: number, id: string, tally: Tally): Promise<void>;

  /** In the order of ids, after `afterId`; all of them unless there is a `limit`. */
  members(scope: Scope, groupId: string, page?: MemberPage): Promise<Member[]>;
  membersAmong(scope: Scope, groupId: string, ids: readonly string[]): Promise<Member[]>;
  /** The groups that list the member themselves. */
  memberOf(scope: Scope, member: Pick<Member, 'id' | 'type'>): Promise<MemberOf[]>;
  /** The same for all users with ids from `firstId` to `lastId`, by user id. */
  memberOfBetween(scope: Scope, firstId: string, lastId: string): Promise<Map<string, MemberOf[]>>;
  /** Every membership of a group in a group. */
  nestings(scope: Scope): Promise<readonly Nesting[]>;

  /**
   * Commits the change, its index entries, counters, journal, revocation and outbox record in one transaction,
   * conditional on `before.version`.
   *
   * @throws LostRace; DomainError `uniqueness` naming the attribute whose value is taken.
   */
  commit(scope: Scope, change: Change): Promise<void>;

  /** The next parts of the deferred members of a group, no two about the same member; none when all are in place. */
  nextSlices(scope: Scope, group: ResourceRecord, limit: number): Promise<MemberSlice[]>;
  /** Applies a slice once, whoever else tries. @throws LostRace when it was applied before. */
  commitSlice(
    scope: Scope,
    group: ResourceRecord,
    slice: MemberSlice,
    outbox: OutboxRecord,
  ): Promise<void>;
  /** Opens the group for other changes again. */
  endDeferral(scope: Scope, group: ResourceRecord): Promise<void>;

  /** Deletes the membership rows of a group that is deleted. */
  dropMembers(scope: Scope, groupId: string): Promise<void>;
  /** Writes the name that the group has now onto its memberships, where an older one stands. */
  renameInMembers(scope: Scope, group: ResourceRecord): Promise<void>;
  journalsDue(now: number, limit: number): Promise<Journal[]>;
  closeJournal(journal: Journal): Promise<void>;
}
