import type { EventType } from '#shared/events/catalogue.ts';

/** What ends the access of a user, or one session of theirs: events, by type. What offboarding hears of. */
export const endings = [
  'user.deactivated',
  'user.suspended',
  'user.staged',
  'user.deleted',
  'user.signed_out',
  'session.ended',
] as const satisfies readonly EventType[];
