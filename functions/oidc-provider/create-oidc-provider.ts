import inject from 'light-my-request';
import type { Provider } from 'oidc-provider';
import type { ProviderPorts } from '#functions/oidc-provider/ports.ts';
import { prepareRequest } from '#functions/oidc-provider/prepare-request.ts';
import { requireRoom } from '#functions/oidc-provider/require-room.ts';
import { revocations } from '#functions/oidc-provider/revocations.ts';
import { createTenantProvider } from '#functions/oidc-provider/tenant-provider.ts';
import { isSlug } from '#shared/tenancy/tenant.ts';

/** The root of a tenant's provider, on whatever host and behind whatever stage. */
const ROOT = /^(.*?\/oidc\/([^/]+))(\/.*)?$/;
const NOT_HERE =
  'There is no OpenID provider here. Check the issuer: the root of the deployment, /oidc/ and the tenant.';
/** Tenants whose provider a process keeps: each costs some milliseconds to make, and some memory. */
const MAX_PROVIDERS = 100;

/** OpenID Connect for every tenant's apps, each with an issuer of its own: `<root>/oidc/<tenant>`. Never rejects. */
export function createOidcProvider(ports: ProviderPorts) {
  const providers = new Map<string, Provider>();

  async function providerOf(issuer: string, tenantId: string): Promise<Provider | undefined> {
    const known = providers.get(issuer);
    if (known) {
      // The least recently used goes first.
      providers.delete(issuer);
      providers.set(issuer, known);
      return known;
    }
    if (!(isSlug(tenantId) && (await ports.tenancy.tenant(tenantId)))) return undefined;
    const signers = await ports.signingKeys();
    const provider = createTenantProvider(issuer, { ...ports, tenantId }, signers);
    for (const oldest of providers.keys())
      if (providers.size >= MAX_PROVIDERS) providers.delete(oldest);
    providers.set(issuer, provider);
    return provider;
  }

  return async (request: Request, requestId: string): Promise<Response> => {
    try {
      const url = new URL(request.url);
      const [, mountPath = '', tenantId = '', path = '/'] = ROOT.exec(url.pathname) ?? [];
      if (path === '/revocations') return await revocations(ports, tenantId, request, url);
      const provider = await providerOf(`${url.origin}${mountPath}`, tenantId);
      if (!provider) return failure(404, NOT_HERE, requestId);
      const { method } = request;
      const held = await requireRoom(ports, tenantId, { path, method }, url, requestId);
      if (held) return held;
      const prepared = await prepareRequest(request, url, path, requestId);
      if (!prepared) return failure(413, 'The body is larger than 56 KB.', requestId);
      const serve = provider.callback();
      const answer = await inject((message, response) => {
        // What oidc-provider tells its own place in a URL by.
        Object.assign(message, { originalUrl: `${mountPath}${message.url}` });
        void serve(message, response);
      }, prepared);
      return responseOf(answer);
    } catch (error) {
      ports.report(error, requestId);
      return failure(
        500,
        'Something went wrong. Send the request again; if it goes on, the logs tell more by the requestId.',
        requestId,
      );
    }
  };
}

function responseOf({ statusCode, headers, rawPayload }: inject.Response): Response {
  const sent = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value].flat()) if (one !== undefined) sent.append(name, String(one));
  }
  sent.delete('content-length');
  sent.delete('connection');
  sent.delete('date');
  const body = rawPayload.length === 0 ? null : new Uint8Array(rawPayload);
  return new Response(body, { status: statusCode, headers: sent });
}

function failure(status: number, message: string, requestId: string): Response {
  return Response.json(
    { error: 'server_error', error_description: message, requestId },
    { status },
  );
}
