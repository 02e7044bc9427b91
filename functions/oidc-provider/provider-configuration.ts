import {
  type Configuration,
  errors,
  interactionPolicy,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { accountOf, findAccount, secondsLeft } from '#functions/oidc-provider/account.ts';
import { createArtefactAdapter } from '#functions/oidc-provider/artefact-adapter.ts';
import { appOf } from '#functions/oidc-provider/client-metadata.ts';
import { SignerKey } from '#functions/oidc-provider/external-keys.ts';
import { errorPage } from '#functions/oidc-provider/pages.ts';
import type { TenantPorts } from '#functions/oidc-provider/ports.ts';
import { claimsByScope } from '#functions/oidc-provider/profile.ts';
import { confirmSignOut, signedOut } from '#functions/oidc-provider/sign-out.ts';
import { grantNameOf } from '#functions/oidc-provider/token-handle.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { standardScopes } from '#shared/sessions/app.ts';
import { hintParameters } from '#shared/sessions/interactions.ts';
import {
  interactionCookie,
  resumeCookie,
  sessionCookie,
} from '#shared/sessions/provider-cookies.ts';
import type { TokenSigner } from '#shared/sessions/token-signer.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const GRANT = 400 * DAY;
/** After which a browser that asks for nothing has to sign in again. */
const IDLE = 12 * HOUR;
const ACCESS_TOKEN_SECONDS = 5 * MINUTE;

/** How the provider of one tenant behaves; what is left out here is off, or as oidc-provider has it. */
export function providerConfiguration(
  ports: TenantPorts,
  signers: readonly TokenSigner[],
): Configuration {
  const { tenantId } = ports;
  const cookie = { httpOnly: true, secure: true, sameSite: 'lax' } as const;
  return {
    adapter: createArtefactAdapter(ports),
    jwks: { keys: signers.map((signer) => new SignerKey(signer)) },
    cookies: {
      names: {
        session: sessionCookie(tenantId),
        interaction: interactionCookie(tenantId),
        resume: resumeCookie(tenantId),
      },
      long: { ...cookie, path: '/' },
      short: cookie,
    },
    scopes: [...standardScopes],
    claims: claimsByScope,
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    pkce: { required: () => true },
    extraParams: [...hintParameters],
    extraClientMetadata: { properties: ['rollcall_app'] },
    allowOmittingSingleRegisteredRedirectUri: false,
    subjectTypes: ['pairwise'],
    // What leaves Rollcall is the person's id, the same for all apps; the session stays inside.
    pairwiseIdentifier: async (_ctx, accountId) => accountId.split('.', 1)[0] ?? '',
    sectorIdentifierUriValidate: () => false,
    findAccount: (_ctx, accountId) => findAccount(ports, accountId),
    loadExistingGrant: (ctx) => grantAll(ports, ctx),
    // What is minted ends with the session it was minted from, see the adapter.
    expiresWithSession: async () => false,
    issueRefreshToken: async (_ctx, _client, code) => code.scopes.has('offline_access'),
    rotateRefreshToken: true,
    revokeGrantPolicy: () => true,
    extraTokenClaims: tokenClaims,
    interactions: {
      policy: policy(),
      url: (_ctx, { uid }) => `${pathBeforeProvider(_ctx)}/sign-in/${tenantId}/i/${uid}`,
    },
    clientBasedCORS: (ctx, origin, client) => mayCall(ctx, origin, client),
    renderError: errorPage,
    routes: { end_session: '/sign-out' },
    ttl: {
      AccessToken: (ctx) => secondsLeft(ports, ctx, ACCESS_TOKEN_SECONDS),
      AuthorizationCode: MINUTE,
      Grant: (ctx) => secondsLeft(ports, ctx, GRANT),
      IdToken: 10 * MINUTE,
      Interaction: HOUR,
      RefreshToken: (ctx, _token, client) =>
        secondsLeft(ports, ctx, appOf(client).refreshDays * DAY),
      Session: (ctx) => secondsLeft(ports, ctx, IDLE),
    },
    features: features(ports),
  };
}

function features(ports: TenantPorts): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    externalSigningSupport: { enabled: true, ack: 'experimental-01' },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    userinfo: { enabled: true },
    revocation: {
      enabled: true,
      allowedPolicy: async (_ctx, client, token) => isOf(client, token),
    },
    introspection: {
      enabled: true,
      allowedPolicy: async (_ctx, client, token) =>
        client.clientAuthMethod !== 'none' && isOf(client, token),
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => confirmSignOut(ports, ctx, form),
      postLogoutSuccessSource: signedOut,
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: async (_ctx, client) => appOf(client).audience,
      useGrantedResource: async () => true,
      async getResourceServerInfo(_ctx, resource, client) {
        const { audience, scopes, accessTokenFormat } = appOf(client);
        if (resource !== audience) throw new errors.InvalidTarget();
        return {
          audience,
          scope: scopes.join(' '),
          accessTokenFormat,
          accessTokenTTL: ACCESS_TOKEN_SECONDS,
          jwt: { sign: { alg: 'RS256' } },
        };
      },
    },
  };
}

/** Apps are the tenant's own: there is nothing to consent to. */
function policy() {
  const prompts = interactionPolicy.base();
  prompts.get('consent')?.checks.clear();
  prompts
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check(
        'session_ended',
        'the session ended meanwhile',
        (ctx) => ctx.oidc.session?.accountId !== undefined && ctx.oidc.account === undefined,
      ),
    );
  return prompts;
}

/** A grant of its own for each authorization, so that a stolen code or token takes down what came of it, and no more. */
async function grantAll(ports: TenantPorts, ctx: KoaContextWithOIDC) {
  const { client, provider, account, issuer } = ctx.oidc;
  if (!client || !account) return undefined;
  const { audience, scopes } = appOf(client);
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope(scopes.join(' '));
  grant.addResourceScope(audience, scopes.join(' '));
  const seconds = secondsLeft(ports, ctx, GRANT);
  const grantId = await grant.save();
  const { session } = accountOf(ctx).standing;
  const now = ports.clock.now();
  await ports.grants.note(
    {
      ...{ appId: client.clientId, grantId, issuer, at: isoTime(now) },
      session: { scope: session.scope, userId: session.userId, id: session.id },
    },
    Math.ceil(now / 1_000) + seconds,
  );
  return grant;
}

/** What an access token says beyond RFC 9068: who may do what, and what ends it. */
async function tokenClaims(ctx: KoaContextWithOIDC) {
  const { roles, standing } = accountOf(ctx);
  const { session } = standing;
  const { AuthorizationCode: code, RefreshToken: refreshed } = ctx.oidc.entities;
  // As it was when the app was let in: who authenticates again in between does so for those who ask then.
  const { authTime = session.authTime, acr, amr } = code ?? refreshed ?? session;
  const grantId = (code ?? refreshed)?.grantId;
  return {
    tenant: session.scope.tenantId,
    roles: await roles(),
    sid: session.id,
    epoch: session.epoch,
    ...(grantId !== undefined && { grant: grantNameOf(grantId) }),
    auth_time: authTime,
    ...(acr !== undefined && { acr }),
    ...(amr && { amr }),
  };
}

function isOf(client: { clientId: string }, token: { clientId?: string | undefined }): boolean {
  return token.clientId === client.clientId;
}

/** Browser apps may call from the origins that people are sent back to. */
function mayCall(
  ctx: KoaContextWithOIDC,
  origin: string,
  client: {
    readonly redirectUris?: readonly string[] | undefined;
    readonly clientAuthMethod?: string | undefined;
  },
): boolean {
  if (ctx.oidc.route !== 'userinfo' && client.clientAuthMethod !== 'none') return false;
  return (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin);
}

/** What stands before `/oidc/{tenant}` in the path of the issuer: nothing, but behind a stage. */
function pathBeforeProvider(ctx: KoaContextWithOIDC): string {
  return new URL(ctx.oidc.issuer).pathname.replace(/\/oidc\/[^/]+$/, '');
}
