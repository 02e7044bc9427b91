import type { Author } from '#shared/events/envelope.ts';
import { newRecord } from '#shared/events/new-record.ts';
import { isLostRace } from '#shared/identity/identity-store.ts';
import { contention } from '#shared/identity/ports.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import { retry, type Sleep } from '#shared/kernel/retry.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';
import type { SessionName } from '#shared/sessions/account-id.ts';
import type { SessionStore } from '#shared/sessions/session-store.ts';

export interface EndSessionPorts {
  readonly sessions: Pick<SessionStore, 'session' | 'end'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly sleep: Sleep;
  readonly random: () => number;
}

/**
 * Ends one session and all that was minted from it, in one write, and tells of it; the user's other sessions go on.
 *
 * @returns whether it was this call that ended it: false when it was ended before, or never was.
 */
export async function endSession(
  ports: EndSessionPorts,
  name: SessionName,
  by: Author,
): Promise<boolean> {
  const subject = { type: 'Session', id: name.id };
  const happening = { type: 'session.ended', data: { user: name.userId } } as const;
  return await retry({ policy: contention, ...ports }, isLostRace, async () => {
    const session = await ports.sessions.session(name);
    if (!session || session.endedAt !== undefined) return false;
    const version = (session.version ?? 1) + 1;
    const about = { tenant: name.scope.tenantId, subject, version };
    const record = newRecord(ports, by, about, happening);
    return await ports.sessions.end(name, Date.parse(record.time), record);
  });
}
