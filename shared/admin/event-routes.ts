import * as z from 'zod/mini';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { DEFAULT_EVENTS, MAX_EVENTS, typesList } from '#shared/admin/event-contract.ts';
import { readCursor, writeCursor } from '#shared/admin/event-cursor.ts';
import { readQuery, wholeNumber } from '#shared/admin/read-input.ts';
import { tenantOf } from '#shared/admin/subject-of-path.ts';
import { BEGINNING, readFeed, readLatest } from '#shared/events/read-feed.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';

export const eventRoutes: readonly AdminRoute[] = [
  { method: 'GET', path: '/tenants/{tenant}/events', handle: listEvents },
];

const eventsQuery = z.strictObject({
  after: z.optional(z.string()),
  types: z.optional(typesList),
  subject: z.optional(z.string().check(z.refine(isId, 'is not an id of a user or group'))),
  limit: z._default(wholeNumber, DEFAULT_EVENTS),
  /** Instead of `after`: so many of the last events, and where those go on that are yet to come. */
  last: z.optional(wholeNumber),
});

/** The events of a tenant in the order of their publication, from a cursor or from the oldest that is kept. */
async function listEvents(call: AdminCall): Promise<Response> {
  const { after, last, types, subject, limit } = readQuery(call.url, eventsQuery);
  const { id: tenantId } = await tenantOf(call);
  const { feed, clock } = call.context;
  const query = {
    tenantId,
    from: after === undefined ? BEGINNING : readCursor(tenantId, after, clock.now()),
    limit: Math.max(1, Math.min(MAX_EVENTS, limit)),
    ...(types && { types }),
    ...(subject !== undefined && { subject }),
  };
  const { events, next, more } =
    last === undefined
      ? await readFeed(feed, query)
      : await readLatest(feed, { ...query, limit: Math.min(MAX_EVENTS, last) });
  return Response.json({ events, next: writeCursor(tenantId, next, clock.now()), more });
}
