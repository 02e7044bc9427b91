import * as z from 'zod/mini';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { byAdmin } from '#shared/admin/by-admin.ts';
import { readQuery } from '#shared/admin/read-input.ts';
import { SESSIONS_PAGE, type SessionAnswer } from '#shared/admin/session-contract.ts';
import { scopeNamed, tenantOf } from '#shared/admin/subject-of-path.ts';
import { scopeOf, scopeQuery, userOf } from '#shared/admin/user-of-path.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import { endSession } from '#shared/sessions/end-session.ts';
import { isStanding, type Session } from '#shared/sessions/session.ts';

const path = '/tenants/{tenant}/users/{id}/sessions';

export const sessionRoutes: readonly AdminRoute[] = [
  { method: 'GET', path, handle: listSessions },
  { method: 'DELETE', path: `${path}/{session}`, handle: endOne },
];

const sessionsQuery = z.strictObject({
  ...scopeQuery.shape,
  before: z.optional(z.string().check(z.refine(isId, 'is not the id of a session'))),
});

/** Those that stand, and for 30 days those that are over; the newest first. */
async function listSessions(call: AdminCall): Promise<Response> {
  const { clock, sessions } = call.context;
  const { directory, before } = readQuery(call.url, sessionsQuery);
  const { id: tenantId } = await tenantOf(call);
  const scope = await scopeNamed(call, tenantId, directory);
  const user = await userOf(call, scope);
  const all = await sessions.sessionsOf(scope, user.id, { limit: SESSIONS_PAGE, before });
  const now = clock.now();
  return Response.json({
    sessions: all.map((one) => answerOf(one, user, now)),
    next: all.length < SESSIONS_PAGE ? null : (all.at(-1)?.id ?? null),
  });
}

async function endOne(call: AdminCall): Promise<Response> {
  const { context, params } = call;
  const scope = await scopeOf(call);
  const { id: userId = '', session: id = '' } = params;
  const name = { scope, userId, id };
  const known = isId(userId) && isId(id) && (await context.sessions.session(name));
  if (!known) {
    const detail = 'This user has no such session. List their sessions to see the ids.';
    throw new DomainError('notFound', detail);
  }
  await endSession(context, name, byAdmin(context));
  return new Response(null, { status: 204 });
}

function answerOf(session: Session, user: ResourceRecord, now: number): SessionAnswer {
  const { id, connectionId, createdAt, endsAt, endedAt, authTime, acr, amr = [] } = session;
  return {
    id,
    live: isStanding(session, user, now),
    connection: connectionId,
    createdAt,
    endsAt,
    endedAt: endedAt ?? null,
    authenticatedAt: isoTime(authTime * 1_000),
    acr: acr ?? null,
    amr: [...amr],
  };
}
