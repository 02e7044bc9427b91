import type { KoaContextWithOIDC } from 'oidc-provider';
import type { TenantPorts } from '#functions/oidc-provider/ports.ts';
import type { ActivityKind } from '#shared/lifecycle/activity.ts';
import { sessionNameOf } from '#shared/sessions/account-id.ts';

/** Notes that a person is still there, by what their app did for them; once it was done. */
export async function noteUse(
  { noteActivity, tenantId }: TenantPorts,
  ctx: KoaContextWithOIDC,
  next: () => Promise<void>,
): Promise<void> {
  await next();
  const kind = kindOf(ctx);
  const { RefreshToken, AccessToken } = ctx.oidc?.entities ?? {};
  const accountId = (RefreshToken ?? AccessToken)?.accountId;
  const name = kind && sessionNameOf(tenantId, accountId ?? '');
  if (name) await noteActivity(name.scope, name.userId, kind);
}

function kindOf(ctx: KoaContextWithOIDC): ActivityKind | undefined {
  if (ctx.status !== 200 || !ctx.oidc) return undefined;
  const { route, params } = ctx.oidc;
  if (route === 'token') {
    return params?.['grant_type'] === 'refresh_token' ? 'token-refresh' : undefined;
  }
  // An entity is there only when the token was the app's own, and is good.
  return route === 'userinfo' || route === 'introspection' ? 'api-use' : undefined;
}
