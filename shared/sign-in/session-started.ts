import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { type Clock, isoTime } from '#shared/kernel/clock.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';
import type { Session } from '#shared/sessions/session.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';

interface Ports {
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Milliseconds. Cookies and tokens have shorter lives of their own. */
const SESSION_LIVES = 30 * 86_400_000;

export function newSession(
  { clock, newId }: Ports,
  { scope, user, identity }: { scope: Scope; user: ResourceRecord; identity: VerifiedIdentity },
): Session {
  const { connectionId, issuer, subject, authTime, acr, amr, upstreamSid, sessionExpiry } =
    identity;
  const now = clock.now();
  const latest = now + SESSION_LIVES;
  const end = sessionExpiry === undefined ? latest : Math.min(latest, sessionExpiry * 1_000);
  return {
    id: newId(),
    scope,
    userId: user.id,
    epoch: user.epoch,
    ...{ connectionId, issuer, subject, authTime },
    ...(acr !== undefined && { acr }),
    ...(amr && { amr }),
    ...(upstreamSid !== undefined && { upstreamSid }),
    createdAt: isoTime(now),
    endsAt: isoTime(end),
  };
}

export function sessionStarted(
  { newId }: Ports,
  { actor, requestId }: Mandate,
  { id, scope, userId, connectionId, createdAt, endsAt, acr, amr }: Session,
): OutboxRecord {
  const how = { ...(acr !== undefined && { acr }), ...(amr && { amr: [...amr] }) };
  const data = { user: userId, connection: connectionId, ...how, endsAt };
  return {
    id: newId(),
    time: createdAt,
    tenant: scope.tenantId,
    subject: { type: 'Session', id },
    version: 1,
    actor,
    cause: 'sign-in',
    requestId,
    happenings: [{ type: 'session.started', data }],
  };
}
