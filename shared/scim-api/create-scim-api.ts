import type { IdentityPorts } from '#shared/identity/ports.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { dialects } from '#shared/scim/dialect.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import { createEndpoints } from '#shared/scim-api/endpoints.ts';
import { errorResponse } from '#shared/scim-api/error-response.ts';
import { requireScope } from '#shared/scim-api/require-scope.ts';
import type { CursorSecret } from '#shared/scim-api/scim-context.ts';
import type { Access, Authenticate } from '#shared/tenancy/authenticate.ts';

/** Path of the SCIM root on whatever host serves it. */
const ROOT = '/scim/v2';

export interface ScimApi {
  readonly ports: IdentityPorts;
  readonly authenticate: Authenticate;
  readonly cursorSecret: CursorSecret;
  /** Takes what nobody foresaw to where it is seen; the client gets the request id alone. */
  readonly report: (error: unknown, requestId: string) => void;
}

/** SCIM 2.0 (RFC 7644) as a function from Request to Response; never rejects. */
export function createScimApi({ ports, authenticate, cursorSecret, report }: ScimApi) {
  const types = [userType, groupType];
  const endpoints = createEndpoints(types);
  const serve = async (access: Access, ...asked: Parameters<typeof endpoints>) => {
    const [request, path] = asked;
    requireScope(access.token.scope, request.method, path);
    return await endpoints(...asked);
  };

  return async (request: Request, requestId: string): Promise<Response> => {
    try {
      const { baseUrl, path } = split(new URL(request.url));
      const access = await authenticate(request.headers.get('authorization'));
      const context = { ...contextOf(access, requestId), ports, types, cursorSecret, baseUrl };
      // Whatever the endpoint did or found, it stays unsaid until the token was confirmed.
      const [response] = await Promise.all([
        settled(serve(access, request, path, context)),
        access.confirmed,
      ]);
      return response();
    } catch (error) {
      return errorResponse(error, requestId, (unforeseen) => report(unforeseen, requestId));
    }
  };
}

/** The outcome, good or bad, as something to be asked for later. */
async function settled<T>(promise: Promise<T>): Promise<() => T> {
  try {
    const value = await promise;
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function split(url: URL): { baseUrl: string; path: string } {
  const start = url.pathname.indexOf(ROOT);
  if (start < 0) throw new DomainError('notFound', `The SCIM root is ${ROOT}.`);
  const end = start + ROOT.length;
  return {
    baseUrl: `${url.origin}${url.pathname.slice(0, end)}`,
    path: url.pathname.slice(end),
  };
}

function contextOf({ token, confirmed }: Access, requestId: string) {
  const { tenantId, directoryId, visibility } = token;
  return {
    dialect: dialects[token.dialect],
    mandate: {
      scope: { tenantId, directoryId, visibility },
      actor: { type: 'directory' as const, id: directoryId },
      cause: 'scim' as const,
      requestId,
      confirmed,
    },
  };
}
