import type { InjectOptions } from 'light-my-request';
import { handleOf, userinfoHandleOf } from '#functions/oidc-provider/token-handle.ts';

/** What oidc-provider itself takes of a form. */
const MAX_BODY_BYTES = 56 * 1024;

/**
 * A request as oidc-provider takes it.
 *
 * @param path Below the issuer.
 * @returns undefined when its body is too large.
 */
export async function prepareRequest(
  request: Request,
  url: URL,
  path: string,
  requestId: string,
): Promise<InjectOptions | undefined> {
  const headers = Object.fromEntries(request.headers);
  const body = Buffer.from(await request.arrayBuffer());
  if (body.length > MAX_BODY_BYTES) return undefined;
  const payload = path.startsWith('/token/') ? withHandle(body) : body;
  return {
    method: request.method as NonNullable<InjectOptions['method']>,
    url: `${path}${path === '/auth' ? withConsent(url) : url.search}`,
    headers: {
      ...headers,
      ...(path === '/me' && { authorization: forUserinfo(headers['authorization']) }),
      host: url.host,
      'x-forwarded-host': url.host,
      'x-forwarded-proto': url.protocol.slice(0, -1),
      'x-request-id': requestId,
      'content-length': String(payload.length),
    },
    ...(payload.length > 0 && { payload }),
  };
}

/** The token that is introspected or revoked. */
function withHandle(body: Buffer): Buffer {
  const form = new URLSearchParams(body.toString());
  const token = form.get('token');
  if (token === null) return body;
  form.set('token', handleOf(token));
  return Buffer.from(form.toString());
}

function forUserinfo(authorization = ''): string {
  const [scheme = '', token] = authorization.split(' ');
  const isBearer = scheme.toLowerCase() === 'bearer' && token !== undefined;
  return isBearer ? `${scheme} ${userinfoHandleOf(token)}` : authorization;
}

/**
 * OpenID Connect Core section 11 lets a refresh token depend on `prompt=consent`, or on other conditions: that the app
 * is the tenant's own is one, and few apps know to ask.
 */
function withConsent({ search, searchParams }: URL): string {
  const asked = (searchParams.get('prompt') ?? '').split(' ').filter((prompt) => prompt !== '');
  const offline = searchParams.get('scope')?.split(' ').includes('offline_access');
  if (!offline || asked.includes('none') || asked.includes('consent')) return search;
  if (searchParams.getAll('prompt').length > 1) return search;
  const params = new URLSearchParams(searchParams);
  params.set('prompt', [...asked, 'consent'].join(' '));
  return `?${params}`;
}
