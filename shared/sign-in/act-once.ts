import type { Connection } from '#shared/sign-in/connection.ts';
import type { SignInPorts } from '#shared/sign-in/ports.ts';
import { SignalRefused } from '#shared/sign-in/provider-signal.ts';
import { requireRoom } from '#shared/sign-in/require-room.ts';

/** Milliseconds: longer than a signal is good for. */
const REMEMBERED_FOR = 1_800_000;

/**
 * Acts upon a signal unless that was done. It is remembered only afterwards: who is cut short in between may be sent
 * it again, and ending what is over does nothing.
 *
 * @throws SignalRefused for one that comes again; SignInRefused `tooManyAttempts` when there are too many of them.
 */
export async function actOnce<T>(
  { signals, clock, rateLimiter }: Pick<SignInPorts, 'signals' | 'clock' | 'rateLimiter'>,
  { tenantId, id }: Connection,
  jti: string,
  act: () => Promise<T>,
): Promise<T> {
  await requireRoom({ rateLimiter }, tenantId, 'signal');
  if (await signals.wasSeen(tenantId, id, jti)) {
    throw new SignalRefused('jti: it was sent before, and acted upon.');
  }
  const outcome = await act();
  await signals.markSeen(tenantId, id, jti, clock.now() + REMEMBERED_FOR);
  return outcome;
}
