import { hashSecret, newSecret } from '#shared/kernel/secret.ts';
import type { Interaction } from '#shared/sessions/interactions.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import type { SignInPorts } from '#shared/sign-in/ports.ts';
import { providers } from '#shared/sign-in/providers/providers.ts';
import { authorizationUrl } from '#shared/sign-in/relying-party/authorization-request.ts';
import { requireRoom } from '#shared/sign-in/require-room.ts';
import { askedFor, type SignInAttempt } from '#shared/sign-in/sign-in-attempt.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

export interface Beginning {
  readonly connection: Connection;
  readonly interaction: Interaction;
  /** What the person typed, or the app said they would. */
  readonly loginHint: string | undefined;
  /** Where the provider sends them back to. */
  readonly redirectUri: string;
  /** What only this browser has. */
  readonly browser: string;
}

/**
 * Remembers that somebody is on their way, and says where to.
 *
 * @throws SignInRefused
 */
export async function beginSignIn(ports: SignInPorts, beginning: Beginning): Promise<string> {
  const { connection, interaction, loginHint } = beginning;
  const again = interaction.prompt.reasons.includes('login_prompt');
  const state = newSecret();
  const attempt: SignInAttempt = {
    tenantId: connection.tenantId,
    connectionId: connection.id,
    stateHash: await hashSecret(state),
    browserHash: await hashSecret(beginning.browser),
    nonce: newSecret(),
    codeVerifier: newSecret(),
    redirectUri: beginning.redirectUri,
    interactionUid: interaction.uid,
    ...askedFor(interaction, connection),
    again,
    begunAt: ports.clock.now(),
  };
  requireAnswerable(connection, attempt);
  const location = await authorizationUrl(ports, connection, { attempt, state, loginHint });
  await requireRoom(ports, connection.tenantId, 'signIn');
  if (!(await ports.interactions.countWayOut(connection.tenantId, interaction.uid))) {
    throw new SignInRefused('triedTooOften');
  }
  await ports.attempts.begin(attempt);
  return location;
}

/** What the provider could not say in the end need not be asked. @throws SignInRefused */
function requireAnswerable(
  { kind }: Connection,
  { again, acrValues, maxAge }: SignInAttempt,
): void {
  const { protocol, reauthenticates } = providers[kind];
  if (again && !reauthenticates) {
    throw new SignInRefused('staleAuthentication', `${kind} cannot be asked for a password again.`);
  }
  if (protocol === 'oidc') return;
  if (acrValues) throw new SignInRefused('weakAuthentication', `${kind} does not say acr.`);
  if (maxAge !== undefined) {
    throw new SignInRefused('staleAuthentication', `${kind} does not say auth_time.`);
  }
}
