import type { OutboxRecord } from '#shared/events/envelope.ts';
import { isLostRace } from '#shared/identity/identity-store.ts';
import { contention } from '#shared/identity/ports.ts';
import { retry } from '#shared/kernel/retry.ts';
import { type EndSessionPorts, endSession } from '#shared/sessions/end-session.ts';
import type { Session } from '#shared/sessions/session.ts';
import type { SessionStore } from '#shared/sessions/session-store.ts';

/**
 * Sessions of one user that stand at once. Each browser of a person begins one or two a day, and each lives for 30
 * days, so a person with a phone and a computer comes to 60 or so; whoever has more has lost sight of them.
 */
export const MAX_SESSIONS = 100;

/** Of a user's sessions only the newest of these may stand; among them are those that are over, which stay listed. */
export const MAX_LOOKED_AT = 500;

/** Rows behind these that a look still finds: should one that was to end them have been cut short. */
const LEFT_BEHIND = 20;

interface BeginSessionPorts extends EndSessionPorts {
  readonly sessions: Pick<SessionStore, 'begin' | 'session' | 'end' | 'sessionsOf'>;
}

/**
 * Begins a session and tells of it; should the user have too many then, the oldest end. What is asked here is all
 * that a user has, but for those who have more than most.
 *
 * @throws DomainError `conflict` when the user is signed out meanwhile, or not there.
 */
export async function beginSession(
  ports: BeginSessionPorts,
  session: Session,
  started: OutboxRecord,
): Promise<void> {
  await retry({ policy: contention, ...ports }, isLostRace, () =>
    ports.sessions.begin(session, started),
  );
  const by = { actor: CAP, cause: 'cascade', requestId: started.requestId } as const;
  for (const old of await tooMany(ports, session)) await endSession(ports, old, by);
}

const CAP = { type: 'system', id: 'session-cap' } as const;

async function tooMany(
  { sessions, clock }: BeginSessionPorts,
  { scope, userId, epoch }: Session,
): Promise<Session[]> {
  const few = await sessions.sessionsOf(scope, userId, { limit: MAX_SESSIONS + 1 });
  if (few.length <= MAX_SESSIONS) return [];
  const limit = MAX_LOOKED_AT + LEFT_BEHIND;
  const all = await sessions.sessionsOf(scope, userId, { limit });
  const now = clock.now();
  const standing = all
    .map((each, place) => ({ each, place }))
    .filter(({ each }) => each.endedAt === undefined && each.epoch === epoch)
    .filter(({ each }) => Date.parse(each.endsAt) > now);
  return standing
    .filter(({ place }, count) => count >= MAX_SESSIONS || place >= MAX_LOOKED_AT)
    .map(({ each }) => each);
}
