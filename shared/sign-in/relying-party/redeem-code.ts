import {
  authorizationCodeGrant,
  type Configuration,
  fetchUserInfo,
  type TokenEndpointResponse,
} from 'openid-client';
import { fetchJson } from '#shared/kernel/http/fetch-json.ts';
import { type JsonObject, newObject, parseJson } from '#shared/kernel/json.ts';
import { boundedClaims } from '#shared/sign-in/bounded-claims.ts';
import { type Connection, secretOwner } from '#shared/sign-in/connection.ts';
import type { OAuthProvider, OidcProvider } from '#shared/sign-in/providers/provider.ts';
import { providers } from '#shared/sign-in/providers/providers.ts';
import { clientAuthentication } from '#shared/sign-in/relying-party/client-authentication.ts';
import { configurationOf } from '#shared/sign-in/relying-party/configuration.ts';
import { decodedIdToken } from '#shared/sign-in/relying-party/id-token.ts';
import { requireRules } from '#shared/sign-in/relying-party/id-token-rules.ts';
import { identityOf } from '#shared/sign-in/relying-party/identity-of.ts';
import type { RelyingPartyPorts } from '#shared/sign-in/relying-party/ports.ts';
import { refusalOf } from '#shared/sign-in/relying-party/refusal-of.ts';
import type { SignInAttempt } from '#shared/sign-in/sign-in-attempt.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';

/** The way back: what the browser brought, and what it is held against. */
export interface CodeResponse {
  readonly attempt: SignInAttempt;
  readonly state: string;
  /** Each parameter once. */
  readonly parameters: ReadonlyMap<string, string>;
}

interface Redemption extends CodeResponse {
  readonly configuration: Configuration;
  readonly secret: string;
}

const API_LIMITS = { timeout: 5_000, maxBody: 65_536 };

/**
 * Swaps the code of an authorization response for tokens, and says who they are about.
 *
 * @throws SignInRefused for whatever is not as OpenID Connect, OAuth 2 or the connection has it.
 */
export async function redeemCode(
  ports: RelyingPartyPorts,
  connection: Connection,
  response: CodeResponse,
): Promise<VerifiedIdentity> {
  try {
    const secret = await ports.secretBox.open(secretOwner(connection), connection.sealedSecret);
    const authentication = await clientAuthentication(connection, secret, ports.clock.now());
    const configuration = await configurationOf(ports, connection, authentication);
    const redemption = { ...response, configuration, secret };
    const provider = providers[connection.kind];
    const claims =
      provider.protocol === 'oidc'
        ? await claimsByIdToken(ports, connection, provider, redemption)
        : await claimsByApi(ports, connection, provider, redemption);
    return identityOf(
      connection,
      boundedClaims(claims),
      provider.personOf(claims, connection),
      ports.clock.now(),
    );
  } catch (error) {
    throw refusalOf(error);
  }
}

async function claimsByIdToken(
  ports: RelyingPartyPorts,
  connection: Connection,
  provider: OidcProvider,
  redemption: Redemption,
): Promise<JsonObject> {
  const { configuration, attempt, parameters } = redemption;
  const tokens = await swap(redemption, { expectedNonce: attempt.nonce, idTokenExpected: true });
  const token = decodedIdToken(tokens.id_token ?? '');
  await requireRules(token, {
    clientId: connection.clientId,
    accessToken: tokens.access_token,
    begunAt: Math.floor(attempt.begunAt / 1_000),
    now: Math.floor(ports.clock.now() / 1_000),
    acrValues: attempt.acrValues,
    maxAge: attempt.maxAge,
    again: attempt.again,
  });
  const beside = provider.claimsBeside?.(parameters);
  const more = lacksClaims(token.claims, connection, configuration)
    ? await userInfo(configuration, tokens.access_token, String(token.claims['sub']))
    : undefined;
  // What is signed stands above what is not.
  return Object.assign(newObject(), beside, more && aboutThat(more, token.claims), token.claims);
}

/** Of two addresses, what is said of one is not said of the other. */
function aboutThat(more: JsonObject, { email }: JsonObject): JsonObject {
  if (email === undefined || email === more['email']) return more;
  const { email_verified: _, ...rest } = more;
  return rest;
}

async function claimsByApi(
  ports: RelyingPartyPorts,
  connection: Connection,
  provider: OAuthProvider,
  redemption: Redemption,
): Promise<JsonObject> {
  const { access_token: accessToken } = await swap(redemption, {});
  const authorization = `Bearer ${accessToken}`;
  return await provider.claimsFrom(
    (url, headers) =>
      fetchJson(ports.http, url, {
        ...API_LIMITS,
        headers: { ...headers, authorization, 'user-agent': 'Rollcall' },
      }),
    {
      endpoints: connection.endpoints ?? provider.endpoints,
      accessToken,
      clientSecret: redemption.secret,
    },
  );
}

async function swap(
  { configuration, attempt, state, parameters }: Redemption,
  checks: { expectedNonce?: string; idTokenExpected?: boolean },
): Promise<TokenEndpointResponse> {
  const url = new URL(attempt.redirectUri);
  url.search = new URLSearchParams([...parameters]).toString();
  const pkceCodeVerifier = attempt.codeVerifier;
  return await authorizationCodeGrant(configuration, url, {
    expectedState: state,
    pkceCodeVerifier,
    ...checks,
  });
}

/** Whether a scope asked for claims that the ID token does not have; some providers keep them for the endpoint. */
function lacksClaims(claims: JsonObject, { scopes }: Connection, server: Configuration): boolean {
  if (server.serverMetadata().userinfo_endpoint === undefined) return false;
  const noEmail = scopes.includes('email') && claims['email'] === undefined;
  const names = ['name', 'given_name', 'family_name', 'preferred_username'];
  const noName = names.every((name) => claims[name] === undefined);
  return noEmail || (scopes.includes('profile') && noName);
}

/** openid-client requires the same `sub` (OpenID Connect Core section 5.3.2). */
async function userInfo(
  configuration: Configuration,
  accessToken: string,
  subject: string,
): Promise<JsonObject> {
  const claims = parseJson(
    JSON.stringify(await fetchUserInfo(configuration, accessToken, subject)),
  );
  return Object.assign(newObject(), claims);
}
