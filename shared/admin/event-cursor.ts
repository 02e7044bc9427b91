import type { FeedPlace } from '#shared/events/read-feed.ts';
import { DAY } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';

/** Events are kept this long, and so a cursor is good: what it leads to may have gone after it. */
const CURSOR_LIFETIME = 90 * DAY;

const FORM = /^([a-z0-9-]{1,40})\.(\d{1,16})\.(\d{1,6})\.(\d{1,6})\.(\d{1,16})$/;

/** Opaque to whoever holds it, though no secret: it says where, and is of no use at another tenant's. */
export function writeCursor(tenantId: string, place: FeedPlace, now: number): string {
  const text = [tenantId, place.sequence, place.record, place.event, now].join('.');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @throws DomainError `invalidCursor` or `expiredCursor`. */
export function readCursor(tenantId: string, cursor: string, now: number): FeedPlace {
  const [, tenant, sequence, record, event, issuedAt] = FORM.exec(decoded(cursor)) ?? [];
  if (tenant !== tenantId) {
    throw new DomainError(
      'invalidCursor',
      'after: is no cursor of this tenant. Send the `next` of the page before, or none to begin with the oldest event.',
    );
  }
  if (now - Number(issuedAt) > CURSOR_LIFETIME) {
    throw new DomainError(
      'expiredCursor',
      'after: is older than the 90 days for which events are kept, so that some may have been missed. Read the users and groups anew, then begin without a cursor.',
    );
  }
  return { sequence: Number(sequence), record: Number(record), event: Number(event) };
}

function decoded(cursor: string): string {
  if (!/^[A-Za-z0-9_-]{1,200}$/.test(cursor)) return '';
  try {
    return atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return '';
  }
}
