import type { AdminCall } from '#shared/admin/admin-context.ts';
import type { AppAnswer } from '#shared/admin/app-contract.ts';
import { tenantOf } from '#shared/admin/subject-of-path.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import { type App, liveAppSecrets } from '#shared/sessions/app.ts';
import { issuerOf } from '#shared/sessions/issuer.ts';

/** @throws DomainError `notFound`, telling whether the tenant or the app is the one missing. */
export async function appOf(call: AdminCall): Promise<App> {
  const { id: tenantId } = await tenantOf(call);
  const id = call.params['app'] ?? '';
  const app = isId(id) ? await call.context.apps.app(tenantId, id) : undefined;
  if (app) return app;
  const detail = `${tenantId} has no app of this id. List its apps to see their ids.`;
  throw new DomainError('notFound', detail);
}

/** An app as it is shown: with everything but its secrets. */
export function appAnswerOf({ context }: AdminCall, app: App): AppAnswer {
  const { id, tenantId, version: _, secrets: __, ...shown } = app;
  return {
    ...shown,
    clientId: id,
    issuer: issuerOf(context.rootUrl, tenantId),
    redirectUris: [...app.redirectUris],
    postLogoutRedirectUris: [...app.postLogoutRedirectUris],
    backchannelLogoutUri: app.backchannelLogoutUri ?? null,
    initiateLoginUri: app.initiateLoginUri ?? null,
    targetLinkUris: [...app.targetLinkUris],
    scopes: [...app.scopes],
    secrets: liveAppSecrets(app, context.clock.now()).map((secret) => ({
      id: secret.id,
      createdAt: secret.createdAt,
      expiresAt: secret.expiresAt ?? null,
    })),
  };
}
