import { isoTime, MINUTE } from '#shared/kernel/clock.ts';
import { createMatcher } from '#shared/kernel/http/route.ts';
import type { OAuthClient } from '#shared/tenancy/oauth-client.ts';
import { isSlug } from '#shared/tenancy/tenant.ts';
import { mintToken } from '#shared/tenancy/token.ts';
import type { TokenScope } from '#shared/tenancy/token-scope.ts';
import { authenticateClient } from '#shared/token-endpoint/authenticate-client.ts';
import {
  invalidClient,
  NOT_KEPT,
  OAuthError,
  oauthErrorResponse,
} from '#shared/token-endpoint/oauth-error.ts';
import type { TokenEndpointPorts } from '#shared/token-endpoint/ports.ts';
import { readTokenRequest } from '#shared/token-endpoint/token-request.ts';

export interface TokenEndpoint extends TokenEndpointPorts {
  /** Takes what nobody foresaw to where it is seen. */
  readonly report: (error: unknown, requestId: string) => void;
}

/** The root on whatever host, and behind whatever stage, serves it; SCIM stands beside it. */
const ROOT = /^.*?\/oauth2(?=\/)/;

/**
 * The token endpoint of each directory (RFC 6749 section 3.2): access tokens for client credentials (section 4.4),
 * shown as a secret or as an assertion of an issuer that the client trusts (RFC 7523). Never rejects.
 */
export function createTokenEndpoint({ report, ...ports }: TokenEndpoint) {
  const match = createMatcher<TokenEndpointPorts>([
    {
      method: 'POST',
      path: '/{tenant}/{directory}/token',
      handle: ({ request, params, context }) =>
        answer(context, params['tenant'] ?? '', params['directory'] ?? '', request),
    },
  ]);
  return async (request: Request, requestId: string): Promise<Response> => {
    try {
      const url = new URL(request.url);
      const { route, params } = match(request.method, url.pathname.replace(ROOT, ''));
      return await route.handle({ request, url, params, context: ports });
    } catch (error) {
      return oauthErrorResponse(error, (unforeseen) => report(unforeseen, requestId));
    }
  };
}

async function answer(
  ports: TokenEndpointPorts,
  tenantId: string,
  directoryId: string,
  request: Request,
): Promise<Response> {
  const { grantType, scope: asked, credential } = await readTokenRequest(request);
  if (grantType !== 'client_credentials') {
    throw new OAuthError('unsupported_grant_type', 'The grant_type has to be client_credentials.');
  }
  if (!isSlug(tenantId) || !isSlug(directoryId)) throw invalidClient();
  // Asked for side by side, they are one read of the table.
  const [directory, { client, credentialId }] = await Promise.all([
    ports.store.directory(tenantId, directoryId),
    authenticateClient(ports, { tenantId, directoryId }, credential),
  ]);
  if (!directory) throw invalidClient();
  const scope = grantedScope(client, asked);
  const id = ports.newId();
  const { token, secretHash } = await mintToken(id);
  const { dialect, visibility } = directory;
  const now = ports.clock.now();
  await ports.store.addAccessToken({
    id,
    tenantId,
    directoryId,
    dialect,
    visibility,
    scope,
    secretHash,
    createdAt: isoTime(now),
    expiresAt: isoTime(now + client.tokenMinutes * MINUTE),
    client: { id: client.id, credentialId },
  });
  const expiresIn = client.tokenMinutes * 60;
  const body = { access_token: token, token_type: 'Bearer', expires_in: expiresIn, scope };
  return Response.json(body, { headers: NOT_KEPT });
}

/** Words that are not ours, such as the `scim` that providers send, ask for nothing (RFC 6749 section 3.3). */
function grantedScope({ scope }: OAuthClient, asked: readonly string[]): TokenScope {
  if (asked.includes('full')) {
    if (scope === 'full') return 'full';
    throw new OAuthError('invalid_scope', `This client is of scope ${scope}.`);
  }
  return asked.includes('read-only') ? 'read-only' : scope;
}
