import type { OutboxRecord } from '#shared/events/envelope.ts';
import { isLostRace } from '#shared/identity/identity-store.ts';
import { contention } from '#shared/identity/ports.ts';
import { type Clock, isoTime } from '#shared/kernel/clock.ts';
import { retry, type Sleep } from '#shared/kernel/retry.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';
import type { SessionName } from '#shared/sessions/account-id.ts';
import type { SessionStore } from '#shared/sessions/session-store.ts';

export interface EndSessionPorts {
  readonly sessions: Pick<SessionStore, 'end'>;
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
  by: Pick<OutboxRecord, 'actor' | 'cause' | 'requestId'>,
): Promise<boolean> {
  const { sessions, clock, newId } = ports;
  return await retry({ policy: contention, ...ports }, isLostRace, async () => {
    const now = clock.now();
    return await sessions.end(name, now, {
      id: newId(),
      time: isoTime(now),
      tenant: name.scope.tenantId,
      subject: { type: 'Session', id: name.id },
      // The first is that of its beginning.
      version: 2,
      ...by,
      happenings: [{ type: 'session.ended', data: { user: name.userId } }],
    });
  });
}
