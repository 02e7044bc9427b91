import type { IdentityStore } from '#shared/identity/identity-store.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { SessionName } from '#shared/sessions/account-id.ts';
import { isStanding, type Session } from '#shared/sessions/session.ts';
import type { SessionStore } from '#shared/sessions/session-store.ts';

export interface StandingPorts {
  readonly sessions: Pick<SessionStore, 'session'>;
  readonly identity: Pick<IdentityStore, 'resource'>;
  readonly clock: Clock;
}

export interface StandingSession {
  readonly session: Session;
  readonly user: ResourceRecord;
}

/** The session and its user, read as they are now and in one round trip; undefined unless what is minted from it counts. */
export async function standingSession(
  { sessions, identity, clock }: StandingPorts,
  name: SessionName,
): Promise<StandingSession | undefined> {
  const [session, user] = await Promise.all([
    sessions.session(name),
    identity.resource(name.scope, 'User', name.userId),
  ]);
  if (!session || !user) return undefined;
  return isStanding(session, user, clock.now()) ? { session, user } : undefined;
}
