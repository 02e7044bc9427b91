import { issuerOf } from '#shared/sessions/issuer.ts';
import { initiatedUrl } from '#shared/sign-in/initiated-url.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import { responseParameters } from '#shared/sign-in/web/response-parameters.ts';
import type { SignInCall, SignInRoute } from '#shared/sign-in/web/sign-in-context.ts';
import { isSlug } from '#shared/tenancy/tenant.ts';

const path = '/{tenant}/initiate';

/** A sign-in that begins at the identity provider (OpenID Connect Core section 4): on a tile of its portal. */
export const initiateRoutes: readonly SignInRoute[] = [
  { method: 'GET', path, handle: initiate },
  { method: 'POST', path, handle: initiate },
];

/** Nothing that comes here is trusted: it ends at an address that the tenant registered, or nowhere. */
async function initiate({ context, request, url, params }: SignInCall): Promise<Response> {
  const { tenant = '' } = params;
  if (!isSlug(tenant)) throw new SignInRefused('unknownAddress');
  const parameters = await responseParameters(request, url);
  const [connections, apps] = await Promise.all([
    context.connections.connections(tenant),
    context.apps.apps(tenant),
  ]);
  const ownIssuer = issuerOf(context.rootUrl, tenant);
  const location = initiatedUrl({ ownIssuer, connections, apps, parameters });
  if (location === undefined) throw new SignInRefused('unknownAddress');
  return new Response(null, {
    status: 303,
    headers: { location, 'referrer-policy': 'no-referrer' },
  });
}
