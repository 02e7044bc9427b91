import { buildAuthorizationUrl, calculatePKCECodeChallenge } from 'openid-client';
import type { Connection } from '#shared/sign-in/connection.ts';
import { providers } from '#shared/sign-in/providers/providers.ts';
import { configurationOf } from '#shared/sign-in/relying-party/configuration.ts';
import type { RelyingPartyPorts } from '#shared/sign-in/relying-party/ports.ts';
import { refusalOf } from '#shared/sign-in/relying-party/refusal-of.ts';
import type { SignInAttempt } from '#shared/sign-in/sign-in-attempt.ts';

export interface AuthorizationRequest {
  readonly attempt: SignInAttempt;
  readonly state: string;
  readonly loginHint?: string | undefined;
}

/**
 * Where the browser is sent (OpenID Connect Core section 3.1.2.1).
 *
 * @throws SignInRefused when the provider's metadata cannot be had.
 */
export async function authorizationUrl(
  ports: RelyingPartyPorts,
  connection: Connection,
  request: AuthorizationRequest,
): Promise<string> {
  try {
    const configuration = await configurationOf(ports, connection);
    const parameters = await parametersOf(connection, request);
    return buildAuthorizationUrl(configuration, parameters).href;
  } catch (error) {
    throw refusalOf(error);
  }
}

async function parametersOf(
  connection: Connection,
  { attempt, state, loginHint }: AuthorizationRequest,
): Promise<Record<string, string>> {
  const provider = providers[connection.kind];
  const { nonce, acrValues, maxAge, again } = attempt;
  const hint = connection.sendLoginHint ? loginHint : undefined;
  const ofOpenId = provider.protocol === 'oidc' && {
    nonce,
    ...(again && { prompt: 'login' }),
    ...(acrValues && { acr_values: acrValues.join(' ') }),
    ...(maxAge !== undefined && { max_age: String(maxAge) }),
    ...(hint !== undefined && { login_hint: hint }),
  };
  return {
    redirect_uri: attempt.redirectUri,
    scope: connection.scopes.join(' '),
    state,
    code_challenge: await calculatePKCECodeChallenge(attempt.codeVerifier),
    code_challenge_method: 'S256',
    ...(provider.responseMode && { response_mode: provider.responseMode }),
    ...provider.parameters?.(connection),
    ...ofOpenId,
  };
}
