import { isLostRace } from '#shared/identity/identity-store.ts';
import { contention, type Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { retry } from '#shared/kernel/retry.ts';
import { sessionNameOf } from '#shared/sessions/account-id.ts';
import { beginSession } from '#shared/sessions/begin-session.ts';
import type { Interaction } from '#shared/sessions/interactions.ts';
import { isStanding, type Session } from '#shared/sessions/session.ts';
import type { SignInPorts } from '#shared/sign-in/ports.ts';
import {
  newSession,
  renewedSession,
  sessionRenewed,
  sessionStarted,
} from '#shared/sign-in/session-started.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';

/** Somebody who was let in. */
interface SignedInPerson {
  readonly user: ResourceRecord;
  readonly identity: VerifiedIdentity;
  readonly interaction: Interaction;
}

/**
 * The session that somebody goes on with: that of their browser, if it is theirs, so that a sign-out there ends all
 * that they have in it, and their apps go on; or one that begins.
 *
 * @throws SignInRefused `deactivated`.
 */
export async function sessionOfSignIn(
  ports: SignInPorts,
  mandate: Mandate,
  person: SignedInPerson,
): Promise<Session> {
  try {
    return (
      (await renewed(ports, mandate, person)) ??
      (await begun(ports, mandate, newSession(ports, { scope: mandate.scope, ...person })))
    );
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'conflict') throw error;
    throw new SignInRefused('deactivated', 'The person was deactivated just now.', error);
  }
}

async function begun(ports: SignInPorts, mandate: Mandate, session: Session): Promise<Session> {
  await beginSession(ports, session, sessionStarted(ports, mandate, session));
  return session;
}

/** Of another account of theirs the provider could not end what began by this one, so that begins anew. */
async function renewed(
  ports: SignInPorts,
  mandate: Mandate,
  { user, identity, interaction: { tenantId, accountId = '' } }: SignedInPerson,
): Promise<Session | undefined> {
  const name = sessionNameOf(tenantId, accountId);
  const before = name?.userId === user.id ? await ports.sessions.session(name) : undefined;
  if (!before || !isStanding(before, user, ports.clock.now())) return undefined;
  if (before.issuer !== identity.issuer || before.subject !== identity.subject) return undefined;
  const session = renewedSession(ports, before, identity);
  const record = sessionRenewed(ports, mandate, session);
  const isRenewed = await retry({ policy: contention, ...ports }, isLostRace, () =>
    ports.sessions.renew(session, record),
  );
  return isRenewed ? session : undefined;
}
