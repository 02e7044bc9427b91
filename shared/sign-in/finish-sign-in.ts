import { isLostRace } from '#shared/identity/identity-store.ts';
import { contention, type Mandate } from '#shared/identity/ports.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { retry } from '#shared/kernel/retry.ts';
import { equalInConstantTime, hashSecret } from '#shared/kernel/secret.ts';
import { accountIdOf } from '#shared/sessions/account-id.ts';
import { endSession } from '#shared/sessions/end-session.ts';
import type { Interaction } from '#shared/sessions/interactions.ts';
import type { Session } from '#shared/sessions/session.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { arrive } from '#shared/sign-in/jit/arrive.ts';
import { keepLastClaims } from '#shared/sign-in/last-claims.ts';
import { mandateOf } from '#shared/sign-in/mandate-of.ts';
import type { SignInPorts } from '#shared/sign-in/ports.ts';
import { redeemCode } from '#shared/sign-in/relying-party/redeem-code.ts';
import { newSession, sessionStarted } from '#shared/sign-in/session-started.ts';
import { ATTEMPT_LIVES, type SignInAttempt } from '#shared/sign-in/sign-in-attempt.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';

/** Somebody back from an identity provider. */
export interface Return {
  readonly connection: Connection;
  /** Each parameter of the response once. */
  readonly parameters: ReadonlyMap<string, string>;
  /** What only the browser has that set out, if it is the one. */
  readonly browser: string | undefined;
  readonly requestId: string;
}

/**
 * Verifies what somebody brings back, finds out who they are here, and begins their session.
 *
 * @returns where they go on, a path from the root of the deployment.
 * @throws SignInRefused; nothing was written then.
 */
export async function finishSignIn(ports: SignInPorts, back: Return): Promise<string> {
  const { connection, parameters, requestId } = back;
  const state = parameters.get('state') ?? '';
  const attempt = await takenAttempt(ports, back, state);
  const { tenantId, interactionUid } = attempt;
  const interaction = await ports.interactions.interaction(tenantId, interactionUid);
  if (!interaction) throw new SignInRefused('unknownInteraction');
  const identity = await redeemCode(ports, connection, { attempt, state, parameters });
  const mandate = await mandateOf(ports, connection, requestId);
  const { user } = await arrive(ports.arrivals, mandate, connection, identity);
  const session = newSession(ports, { scope: mandate.scope, user, identity });
  await begin(ports, mandate, session);
  await conclude(ports, mandate, interaction, session, identity);
  await Promise.all([
    ports.noteActivity(mandate.scope, user.id, 'sign-in'),
    keepLastClaims(ports, connection, identity.claims),
  ]);
  return interaction.returnTo;
}

/** The attempt is over from here on, whatever becomes of it: a response is good for one look. */
async function takenAttempt(
  { attempts, clock }: SignInPorts,
  { connection: { tenantId, id }, browser = '' }: Return,
  state: string,
): Promise<SignInAttempt> {
  const attempt = await attempts.take(tenantId, await hashSecret(state));
  if (!attempt || clock.now() - attempt.begunAt > ATTEMPT_LIVES) {
    throw new SignInRefused('unknownAttempt', 'The state is unknown, was used, or is too old.');
  }
  if (attempt.connectionId !== id) {
    throw new SignInRefused('unknownAttempt', 'The state was meant for another connection.');
  }
  if (!equalInConstantTime(attempt.browserHash, await hashSecret(browser))) {
    throw new SignInRefused('unknownAttempt', 'The sign-in was begun in another browser.');
  }
  return attempt;
}

async function begin(ports: SignInPorts, mandate: Mandate, session: Session): Promise<void> {
  const record = sessionStarted(ports, mandate, session);
  try {
    await retry({ policy: contention, ...ports }, isLostRace, () =>
      ports.sessions.begin(session, record),
    );
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'conflict') throw error;
    throw new SignInRefused('deactivated', 'The person was deactivated just now.', error);
  }
}

async function conclude(
  ports: SignInPorts,
  mandate: Mandate,
  { tenantId, uid }: Interaction,
  session: Session,
  { acr, amr, authTime }: VerifiedIdentity,
): Promise<void> {
  const signedIn = {
    accountId: accountIdOf(session),
    authTime,
    ...(acr !== undefined && { acr }),
    ...(amr && { amr }),
  };
  try {
    await ports.interactions.conclude(tenantId, uid, signedIn);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'conflict') throw error;
    await endSession(ports, session, mandate);
    throw new SignInRefused('unknownInteraction', 'It was concluded meanwhile.', error);
  }
}
