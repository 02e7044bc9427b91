import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { Scope } from '#shared/identity/scope.ts';
import type { SessionName } from '#shared/sessions/account-id.ts';
import type { Session } from '#shared/sessions/session.ts';

/** Of rows that are listed by id, the newest first: those before one of them, and how many at most. */
export interface PageBefore {
  readonly limit: number;
  readonly before?: string | undefined;
}

/** Sessions, each beside its user; reads see every earlier write. */
export interface SessionStore {
  /**
   * Begins a session and tells of it, in one transaction, if the user is there and has the epoch that the session
   * names: whoever is deactivated or signed out while signing in does not get in.
   *
   * @throws DomainError `conflict` when the user does not; LostRace when others are at the user's row just now.
   */
  begin(session: Session, outbox?: OutboxRecord): Promise<void>;
  /**
   * Goes on with a session by what is new of it, and tells of it, in one transaction.
   *
   * @returns false when it was ended meanwhile.
   * @throws as {@link begin}.
   */
  renew(session: Session, outbox: OutboxRecord): Promise<boolean>;
  session(name: SessionName): Promise<Session | undefined>;
  /**
   * Sessions of a user, the ended ones of the last 30 days included; newest first. Those that stand are among the
   * newest {@link MAX_LOOKED_AT}, see beginSession.
   */
  sessionsOf(scope: Scope, userId: string, page: PageBefore): Promise<Session[]>;
  /** Those that came of one session at an identity provider, by what it calls it; ended ones included. */
  sessionsUpstream(tenantId: string, issuer: string, sid: string): Promise<Session[]>;
  /**
   * Ends a session, puts it among the revocations, and tells of it, in one transaction.
   *
   * @param at Milliseconds.
   * @returns whether it was this call that ended it: false when it was ended before, or never was.
   * @throws LostRace when others are at it just now.
   */
  end(name: SessionName, at: number, outbox?: OutboxRecord): Promise<boolean>;
}
