import { HOUR, isoTime } from '#shared/kernel/clock.ts';
import type { Feed } from '#shared/lifecycle/activity.ts';
import { policyRecord } from '#shared/lifecycle/policy-record.ts';
import { byPolicy, type LifecyclePorts } from '#shared/lifecycle/ports.ts';
import type { StopCause, Sweep } from '#shared/lifecycle/run.ts';

/** Hours beyond the usual after which silence is no weekend any more. */
const BEYOND_USUAL = 24;
/** The longest silence that is ever taken for usual, hours. */
const LONGEST_USUAL = 14 * 24;

/**
 * Whether nobody of the tenant was seen for so long that rather the sign-in is out of order than everybody gone.
 * Where nobody was ever seen, sign-in is not in use.
 */
export function staleFeed(
  feed: Feed | undefined,
  { usualHours, releasedAt = 0 }: Pick<Sweep, 'usualHours' | 'releasedAt'>,
  now: number,
): Extract<StopCause, { reason: 'stale_activity' }> | undefined {
  if (!feed) return undefined;
  const quietHours = Math.floor((now - Math.max(feed.newest, releasedAt)) / HOUR);
  if (quietHours <= usualHours + BEYOND_USUAL) return undefined;
  return { reason: 'stale_activity', quietHours, usualHours };
}

/** What is usual, when the last silence was longer than any before it and nothing came of it. */
export function usualHours(feed: Feed | undefined, known: number): number {
  if (!feed) return known;
  const silence = Math.floor((feed.newest - feed.previous) / HOUR);
  if (silence <= known || silence > known + BEYOND_USUAL) return known;
  return Math.min(silence, LONGEST_USUAL);
}

/** Stops a tenant's policy until somebody releases it, and tells of it. @throws LostRace. */
export async function halt(ports: LifecyclePorts, sweep: Sweep, cause: StopCause): Promise<Sweep> {
  const at = isoTime(ports.clock.now());
  const stopped: Sweep = { ...sweep, revision: sweep.revision + 1, stop: { ...cause, at } };
  const by = byPolicy(sweep.run?.id ?? 'lifecycle');
  const outbox = policyRecord(ports, by, sweep.tenantId, stopped.revision, {
    type: 'lifecycle.stopped',
    data: shownCause(cause),
  });
  await ports.lifecycle.replaceSweep(stopped, { outbox });
  return stopped;
}

function shownCause(cause: StopCause) {
  if (cause.reason === 'stale_activity') {
    return { reason: cause.reason, quietHours: cause.quietHours };
  }
  const { reason, wanted, allowed, population } = cause;
  return { reason, wanted, allowed, population };
}
