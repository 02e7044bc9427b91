import * as z from 'zod/mini';
import { adminActor } from '#shared/admin/admin-actor.ts';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { readQuery } from '#shared/admin/read-input.ts';
import { SESSIONS_PAGE, type SessionAnswer } from '#shared/admin/session-contract.ts';
import { scopeNamed, tenantOf } from '#shared/admin/subject-of-path.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { notFound } from '#shared/identity/update-resource.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { endSession } from '#shared/sessions/end-session.ts';
import { isStanding, type Session } from '#shared/sessions/session.ts';

const path = '/tenants/{tenant}/users/{id}/sessions';

export const sessionRoutes: readonly AdminRoute[] = [
  { method: 'GET', path, handle: listSessions },
  { method: 'DELETE', path: `${path}/{session}`, handle: endOne },
];

const scopeQuery = z.strictObject({
  /** Named when it keeps its people to itself. */
  directory: z.optional(z.string()),
});

const listQuery = z.strictObject({
  directory: z.optional(z.string()),
  before: z.optional(z.string().check(z.refine(isId, 'is not the id of a session'))),
});

/** Those that stand, and for 30 days those that are over; the newest first. */
async function listSessions(call: AdminCall): Promise<Response> {
  const { clock, identity, sessions } = call.context;
  const { directory, before } = readQuery(call.url, listQuery);
  const scope = await scopeOf(call, directory);
  const id = call.params['id'] ?? '';
  const page = { limit: SESSIONS_PAGE, before };
  const [user, all] = isId(id)
    ? await Promise.all([
        identity.resource(scope, userType.name, id),
        sessions.sessionsOf(scope, id, page),
      ])
    : [undefined, []];
  if (!user) throw notFound(userType, id.slice(0, 100));
  const now = clock.now();
  return Response.json({
    sessions: all.map((one) => answerOf(one, user, now)),
    next: all.length < SESSIONS_PAGE ? null : (all.at(-1)?.id ?? null),
  });
}

async function endOne(call: AdminCall): Promise<Response> {
  const { context, params } = call;
  const { directory } = readQuery(call.url, scopeQuery);
  const scope = await scopeOf(call, directory);
  const { id: userId = '', session: id = '' } = params;
  const name = { scope, userId, id };
  const known = isId(userId) && isId(id) && (await context.sessions.session(name));
  if (!known) {
    const detail = 'This user has no such session. List their sessions to see the ids.';
    throw new DomainError('notFound', detail);
  }
  await endSession(context, name, adminActor(context));
  return new Response(null, { status: 204 });
}

async function scopeOf(call: AdminCall, directory: string | undefined): Promise<Scope> {
  const { id: tenantId } = await tenantOf(call);
  return await scopeNamed(call, tenantId, directory);
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
