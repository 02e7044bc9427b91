import type { OutboxRecord } from '#shared/events/envelope.ts';
import { newRecord, type RecordPorts } from '#shared/events/new-record.ts';
import type { Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { type Clock, DAY, isoTime } from '#shared/kernel/clock.ts';
import type { Session } from '#shared/sessions/session.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';

/** Milliseconds since the person was authenticated. Cookies and tokens have shorter lives of their own. */
const SESSION_LIVES = 30 * DAY;

/** The session of a sign-in that was accepted; it is yet to be begun. */
export function newSession(
  { clock, newId }: RecordPorts,
  { scope, user, identity }: { scope: Scope; user: ResourceRecord; identity: VerifiedIdentity },
): Session {
  return {
    id: newId(),
    scope,
    userId: user.id,
    epoch: user.epoch,
    createdAt: isoTime(clock.now()),
    ...authenticated(clock, identity),
  };
}

/** The session once its person has authenticated again, by the same account. */
export function renewedSession(
  { clock }: Pick<RecordPorts, 'clock'>,
  { id, scope, userId, epoch, createdAt, version = 1 }: Session,
  identity: VerifiedIdentity,
): Session {
  const lasting = { id, scope, userId, epoch, createdAt, version: version + 1 };
  return { ...lasting, ...authenticated(clock, identity) };
}

function authenticated(
  clock: Clock,
  {
    connectionId,
    issuer,
    subject,
    authTime,
    acr,
    amr,
    upstreamSid,
    sessionExpiry,
  }: VerifiedIdentity,
) {
  const latest = clock.now() + SESSION_LIVES;
  const end = sessionExpiry === undefined ? latest : Math.min(latest, sessionExpiry * 1_000);
  return {
    ...{ connectionId, issuer, subject, authTime },
    ...(acr !== undefined && { acr }),
    ...(amr && { amr }),
    ...(upstreamSid !== undefined && { upstreamSid }),
    endsAt: isoTime(end),
  };
}

/** What tells of a session that begins, in the transaction in which it does. */
export function sessionStarted(
  ports: RecordPorts,
  mandate: Mandate,
  session: Session,
): OutboxRecord {
  return told(ports, mandate, session, 'session.started');
}

export function sessionRenewed(
  ports: RecordPorts,
  mandate: Mandate,
  session: Session,
): OutboxRecord {
  return told(ports, mandate, session, 'session.renewed');
}

function told(
  ports: RecordPorts,
  { actor, requestId }: Mandate,
  { id, scope, userId, connectionId, endsAt, acr, amr, version = 1 }: Session,
  type: 'session.started' | 'session.renewed',
): OutboxRecord {
  const how = { ...(acr !== undefined && { acr }), ...(amr && { amr: [...amr] }) };
  const data = { user: userId, connection: connectionId, ...how, endsAt };
  const about = { tenant: scope.tenantId, subject: { type: 'Session', id }, version };
  return newRecord(ports, { actor, cause: 'sign-in', requestId }, about, { type, data });
}
