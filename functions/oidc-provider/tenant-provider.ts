import { type AccessToken, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { noteUse } from '#functions/oidc-provider/activity.ts';
import { isInGrace } from '#functions/oidc-provider/artefact-adapter.ts';
import { appOf } from '#functions/oidc-provider/client-metadata.ts';
import { endGrant } from '#functions/oidc-provider/end-grant.ts';
import { guardResume } from '#functions/oidc-provider/guard-resume.ts';
import { ownSessions } from '#functions/oidc-provider/own-sessions.ts';
import type { TenantPorts } from '#functions/oidc-provider/ports.ts';
import { providerConfiguration } from '#functions/oidc-provider/provider-configuration.ts';
import { endConfirmed } from '#functions/oidc-provider/sign-out.ts';
import { handleOf } from '#functions/oidc-provider/token-handle.ts';
import { sessionNameOf } from '#shared/sessions/account-id.ts';
import { isAppSecret } from '#shared/sessions/app.ts';
import type { TokenSigner } from '#shared/sessions/token-signer.ts';

/** oidc-provider for one tenant, with what it has no settings for. */
export function createTenantProvider(
  issuer: string,
  ports: TenantPorts,
  signers: readonly TokenSigner[],
): Provider {
  const provider = new Provider(issuer, providerConfiguration(ports, signers));
  provider.proxy = true;
  provider.silent = true;
  allowSecureCookies(provider);
  compareHashes(provider, ports);
  nameOurSessions(provider, ports);
  rotateInLine(provider, ports);
  keepStructuredTokens(provider, ports);
  guardResume(provider, ports);
  provider.use(ownSessions(ports, provider));
  provider.use(saysPublic);
  provider.use((ctx, next) => noteUse(ports, withOidc(ctx), next));
  provider.use((ctx, next) => endConfirmed(ports, withOidc(ctx), next));
  provider.on('server_error', (ctx, error) => ports.report(error, ctx.get('x-request-id')));
  return provider;
}

/** Browsers take Secure cookies from loopback over http too; everybody else comes over https. */
function allowSecureCookies(provider: Provider): void {
  const create = provider.createContext.bind(provider);
  provider.createContext = (...parameters) => {
    const context = create(...parameters);
    context.cookies.secure = true;
    return context;
  };
}

function compareHashes(provider: Provider, { clock }: TenantPorts): void {
  Object.assign(provider.Client.prototype, {
    async compareClientSecret(this: object, secret: string) {
      return await isAppSecret(appOf(this), secret, clock.now());
    },
  });
}

/** The `sid` of tokens is that of our session, for every app. */
function nameOurSessions(provider: Provider, { tenantId }: TenantPorts): void {
  Object.assign(provider.Client.prototype, { includeSid: () => true });
  Object.assign(provider.Session.prototype, {
    sidFor(this: { accountId?: string }) {
      return sessionNameOf(tenantId, this.accountId ?? '')?.id;
    },
  });
}

interface UsedRefreshToken {
  readonly grantId?: string;
  readonly rotations?: number;
}

/** Of a family of refresh tokens one number is used after the other; whoever comes with an older one ends it. */
function rotateInLine(provider: Provider, ports: TenantPorts): void {
  const { artefacts, clock, tenantId } = ports;
  Object.assign(provider.RefreshToken.prototype, {
    async consume(this: UsedRefreshToken) {
      const { grantId = '', rotations = 0 } = this;
      if (await artefacts.rotate(tenantId, grantId, rotations)) return;
      const last = await artefacts.rotation(tenantId, grantId);
      const wasLast = typeof last === 'object' && last.number === rotations;
      if (wasLast && isInGrace(last, clock.now())) return;
      await endGrant(ports, grantId);
      throw new errors.InvalidGrant('refresh token already used');
    },
  });
}

/** A JWT is kept too, under its hash: so the endpoints that look tokens up find it, for as long as it stands. */
function keepStructuredTokens(provider: Provider, { artefacts, tenantId }: TenantPorts): void {
  // Not among its types.
  const prototype = provider.AccessToken.prototype as AccessToken & {
    getValueAndPayload(): Promise<{ readonly value: string }>;
  };
  const make = prototype.getValueAndPayload;
  Object.assign(prototype, {
    async getValueAndPayload(this: AccessToken) {
      const made = await make.call(this);
      if (this.format !== 'jwt') return made;
      const id = handleOf(made.value);
      const { accountId, clientId, grantId, gty, scope, sid, aud, extra, claims } = this;
      const iat = Math.floor(Date.now() / 1_000);
      await artefacts.put(
        tenantId,
        'AccessToken',
        id,
        {
          ...{ kind: 'AccessToken', jti: id, iat, exp: iat + this.expiration },
          ...{ accountId, clientId, grantId, gty, scope, sid, aud, extra, claims },
        },
        this.expiration,
      );
      return made;
    },
  });
}

/** What the library has no setting for, and that both documents may be kept for a while: keys are published ahead. */
async function saysPublic(ctx: Context, next: () => Promise<void>): Promise<void> {
  await next();
  const { route } = withOidc(ctx).oidc ?? {};
  if (route === 'discovery' || route === 'jwks') ctx.set('cache-control', 'public, max-age=300');
  if (route !== 'discovery') return;
  const { subject_types_supported: _, ...document } = ctx.body as Record<string, unknown>;
  ctx.body = {
    ...document,
    subject_types_supported: ['public'],
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
  };
}

type Context = ReturnType<Provider['createContext']>;

/** oidc-provider adds itself to the context of what it has a route for, before its own middleware returns. */
function withOidc(ctx: Context): KoaContextWithOIDC {
  return ctx as unknown as KoaContextWithOIDC;
}
