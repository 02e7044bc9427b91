import type { Mandate } from '#shared/identity/ports.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { accountIdOf } from '#shared/sessions/account-id.ts';
import { endSession } from '#shared/sessions/end-session.ts';
import type { Interaction } from '#shared/sessions/interactions.ts';
import type { Session } from '#shared/sessions/session.ts';
import { arrive } from '#shared/sign-in/jit/arrive.ts';
import { keepLastClaims } from '#shared/sign-in/last-claims.ts';
import { mandateOf } from '#shared/sign-in/mandate-of.ts';
import type { SignInPorts } from '#shared/sign-in/ports.ts';
import { redeemCode } from '#shared/sign-in/relying-party/redeem-code.ts';
import { sessionOfSignIn } from '#shared/sign-in/session-of-sign-in.ts';
import type { SignInAttempt } from '#shared/sign-in/sign-in-attempt.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import type { Return } from '#shared/sign-in/take-attempt.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';

/**
 * Verifies what somebody brings back, finds out who they are here, and begins their session, or goes on with it.
 *
 * @param attempt As it was taken, see takeAttempt.
 * @returns where they go on, a path from the root of the deployment.
 * @throws SignInRefused; nothing was written then.
 */
export async function finishSignIn(
  ports: SignInPorts,
  { connection, parameters, requestId }: Return,
  attempt: SignInAttempt,
): Promise<string> {
  const state = parameters.get('state') ?? '';
  const { tenantId, interactionUid } = attempt;
  const interaction = await ports.interactions.interaction(tenantId, interactionUid);
  if (!interaction) throw new SignInRefused('unknownInteraction');
  const identity = await redeemCode(ports, connection, { attempt, state, parameters });
  const mandate = await mandateOf(ports, connection, requestId);
  const { user } = await arrive(ports.arrivals, mandate, connection, identity);
  const session = await sessionOfSignIn(ports, mandate, { user, identity, interaction });
  const { browserHash } = attempt;
  await conclude(ports, mandate, interaction, session, { ...identity, browserHash });
  await Promise.all([
    ports.noteActivity(mandate.scope, user.id, 'sign-in'),
    keepLastClaims(ports, connection, identity.claims),
  ]);
  return interaction.returnTo;
}

async function conclude(
  ports: SignInPorts,
  mandate: Mandate,
  { tenantId, uid }: Interaction,
  session: Session,
  { acr, amr, authTime, browserHash }: VerifiedIdentity & Pick<SignInAttempt, 'browserHash'>,
): Promise<void> {
  const signedIn = {
    accountId: accountIdOf(session),
    authTime,
    browserHash,
    ...(acr !== undefined && { acr }),
    ...(amr && { amr }),
  };
  try {
    await ports.interactions.conclude(tenantId, uid, signedIn);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'conflict') throw error;
    // One that was there before is not of this sign-in, and goes on.
    if (session.version === undefined) await endSession(ports, session, mandate);
    throw new SignInRefused('unknownInteraction', 'It was concluded meanwhile.', error);
  }
}
