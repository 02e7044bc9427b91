import type { JWTPayload } from 'jose';
import { linkEntry } from '#shared/identity/index-entries.ts';
import { signOutEverywhere } from '#shared/identity/sign-out-everywhere.ts';
import { isJsonObject } from '#shared/kernel/json.ts';
import { MAX_LOOKED_AT } from '#shared/sessions/begin-session.ts';
import { endSession } from '#shared/sessions/end-session.ts';
import { BACKCHANNEL_LOGOUT } from '#shared/sessions/logout-token.ts';
import type { Session } from '#shared/sessions/session.ts';
import { actOnce } from '#shared/sign-in/act-once.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { mandateOf } from '#shared/sign-in/mandate-of.ts';
import type { SignInPorts } from '#shared/sign-in/ports.ts';
import { SignalRefused, verifiedSignal } from '#shared/sign-in/provider-signal.ts';

/** `typ` is recommended, and older providers know it not; `events` says in any case what it is. */
const TYPES = ['logout+jwt', 'jwt', undefined];

/** What OpenID Connect Back-Channel Logout 1.0 section 2.6 asks of a logout token beyond what it asks of an ID token. */
const logoutTokenRules: readonly {
  readonly name: string;
  readonly holds: (claims: JWTPayload) => boolean;
}[] = [
  { name: 'exp is there', holds: ({ exp }) => typeof exp === 'number' },
  {
    name: 'sub or sid is there, as a text',
    holds: ({ sub, sid }) =>
      (sub !== undefined || sid !== undefined) && isTextOrAbsent(sub) && isTextOrAbsent(sid),
  },
  { name: 'events says that it is a logout', holds: ({ events }) => isLogout(events) },
  {
    name: 'nonce is not there: an ID token is no logout token',
    holds: ({ nonce }) => nonce === undefined,
  },
];

export interface LogoutRequest {
  readonly connection: Connection;
  readonly logoutToken: string;
  readonly requestId: string;
}

/**
 * Ends what an identity provider says is over: the sessions that came of one of its own, or all of a person's when it
 * names none. What is not there is as good as ended.
 *
 * @throws SignalRefused.
 */
export async function logOutByProvider(
  ports: SignInPorts,
  { connection, logoutToken, requestId }: LogoutRequest,
): Promise<void> {
  const claims = await verifiedSignal(ports, connection, logoutToken, {
    audience: connection.clientId,
    types: TYPES,
  });
  const broken = logoutTokenRules.find(({ holds }) => !holds(claims));
  if (broken) throw new SignalRefused(`It is not so that ${broken.name}.`);
  const { sub, sid } = claims;
  await actOnce(ports, connection, claims.jti, async () => {
    if (typeof sid === 'string') await endUpstream(ports, connection, sid, sub, requestId);
    else if (sub !== undefined) await endEverything(ports, connection, sub, requestId);
  });
}

async function endUpstream(
  ports: SignInPorts,
  connection: Connection,
  sid: string,
  sub: string | undefined,
  requestId: string,
): Promise<void> {
  const { tenantId, issuer, id } = connection;
  const named = await ports.sessions.sessionsUpstream(tenantId, issuer, sid);
  const meant = named.filter(({ subject }) => sub === undefined || subject === sub);
  const unnamed = sub === undefined ? [] : await sessionsWithoutSid(ports, connection, sub);
  const by = { actor: { type: 'connection', id }, cause: 'sign-out', requestId } as const;
  for (const session of [...meant, ...unnamed]) await endSession(ports, session, by);
}

/** A provider whose ID tokens bear no `sid` may mean any of these: rather one too many than the one that is left. */
async function sessionsWithoutSid(
  ports: SignInPorts,
  connection: Connection,
  subject: string,
): Promise<Session[]> {
  const { scope } = await mandateOf(ports, connection, '');
  const entry = linkEntry({ issuer: connection.issuer, subject });
  const ids = await ports.arrivals.identity.store.lookUp(scope, entry);
  const page = { limit: MAX_LOOKED_AT };
  const all = await Promise.all(
    ids.map((userId) => ports.sessions.sessionsOf(scope, userId, page)),
  );
  return all
    .flat()
    .filter(({ upstreamSid, endedAt }) => upstreamSid === undefined && endedAt === undefined)
    .filter((session) => session.issuer === connection.issuer && session.subject === subject);
}

async function endEverything(
  ports: SignInPorts,
  connection: Connection,
  subject: string,
  requestId: string,
): Promise<void> {
  const mandate = {
    ...(await mandateOf(ports, connection, requestId)),
    cause: 'sign-out',
  } as const;
  const { identity } = ports.arrivals;
  const entry = linkEntry({ issuer: connection.issuer, subject });
  for (const userId of await identity.store.lookUp(mandate.scope, entry)) {
    await signOutEverywhere(identity, mandate, userId);
  }
}

function isLogout(events: unknown): boolean {
  return isJsonObject(events) && isJsonObject(events[BACKCHANNEL_LOGOUT]);
}

function isTextOrAbsent(value: unknown): boolean {
  return (
    value === undefined || (typeof value === 'string' && value.length > 0 && value.length <= 255)
  );
}
