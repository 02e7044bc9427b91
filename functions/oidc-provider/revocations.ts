import type { ProviderPorts } from '#functions/oidc-provider/ports.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import { type App, isAppSecret } from '#shared/sessions/app.ts';
import { listRevocations } from '#shared/sessions/revocations.ts';
import { isSlug } from '#shared/tenancy/tenant.ts';

/**
 * What ended in a tenant, for apps whose APIs verify access tokens by themselves. They show their client secret as at
 * the token endpoint (RFC 6749 section 2.3.1).
 */
export async function revocations(
  ports: ProviderPorts,
  tenantId: string,
  { method, headers }: Request,
  { searchParams }: URL,
): Promise<Response> {
  if (method !== 'GET') return problem(405, 'invalid_request', 'Use GET.', { allow: 'GET' });
  if (!(await authenticated(ports, tenantId, headers.get('authorization')))) {
    const challenge = { 'www-authenticate': 'Basic realm="revocations"' };
    return problem(401, 'invalid_client', 'Show the client id and secret of an app.', challenge);
  }
  try {
    const query = { since: searchParams.get('since'), after: searchParams.get('after') };
    const store = ports.revocations;
    return Response.json(await listRevocations({ store, clock: ports.clock }, tenantId, query));
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalidValue') throw error;
    return problem(400, 'invalid_request', error.message);
  }
}

async function authenticated(
  { apps, clock }: ProviderPorts,
  tenantId: string,
  authorization: string | null,
): Promise<App | undefined> {
  const [, encoded = ''] = /^Basic +([A-Za-z0-9+/=]{1,1024})$/i.exec(authorization ?? '') ?? [];
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(':', 2);
  const app = isSlug(tenantId) && isId(id) ? await apps.app(tenantId, id) : undefined;
  return app && (await isAppSecret(app, secret, clock.now())) ? app : undefined;
}

function problem(status: number, error: string, description: string, headers: HeadersInit = {}) {
  return Response.json({ error, error_description: description }, { status, headers });
}
