import type { OutboxRecord } from '#shared/events/envelope.ts';
import { isoTime } from '#shared/kernel/clock.ts';

/** No tenant can bear this name (see isSlug), so that nobody's feed, webhooks or counts are touched. */
export const CANARY_TENANT = '_canary';

/** On the bus the canary has a source of its own: whoever listens to `rollcall` does not hear it. */
export const CANARY_SOURCE = 'rollcall.canary';

/** A change that never happened to a user who does not exist: it goes the way of all changes, and is timed. */
export function canaryRecord(id: string, now: number): OutboxRecord {
  return {
    id,
    time: isoTime(now),
    tenant: CANARY_TENANT,
    subject: { type: 'User', id: 'canary' },
    version: 1,
    actor: { type: 'system', id: 'canary' },
    cause: 'cascade',
    requestId: id,
    happenings: [{ type: 'user.updated', data: { userName: 'canary', active: true, changed: [] } }],
  };
}
