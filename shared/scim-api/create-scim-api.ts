import type { GuardDepartures } from '#shared/identity/departure.ts';
import type { IdentityPorts } from '#shared/identity/ports.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { answerAsAsked } from '#shared/scim-api/answer-as-asked.ts';
import type { AsyncRequests } from '#shared/scim-api/async/async-requests.ts';
import { contextOf } from '#shared/scim-api/context-of.ts';
import { errorResponse } from '#shared/scim-api/error-response.ts';
import { requireScope } from '#shared/scim-api/require-scope.ts';
import type { CursorSecret } from '#shared/scim-api/scim-context.ts';
import { createTenantEndpoints } from '#shared/scim-api/tenant-endpoints.ts';
import { upToDate } from '#shared/scim-api/up-to-date.ts';
import type { Authenticate } from '#shared/tenancy/authenticate.ts';
import type { RateLimiter } from '#shared/tenancy/create-rate-limiter.ts';
import type { DeclarationReads } from '#shared/tenancy/declaration-store.ts';

/** Path of the SCIM root on whatever host serves it. */
const ROOT = '/scim/v2';

/**
 * How long a request may begin further operations, in milliseconds. API Gateway waits for 30 seconds: what is left is
 * for the operation at hand, should it lose a race again and again.
 */
const TIME_TO_BEGIN = 20_000;

export interface ScimApi {
  readonly ports: IdentityPorts;
  readonly authenticate: Authenticate;
  readonly rateLimiter: RateLimiter;
  readonly declarations: DeclarationReads;
  readonly cursorSecret: CursorSecret;
  readonly guardDepartures: GuardDepartures;
  readonly asyncRequests: AsyncRequests;
  /** Takes what nobody foresaw to where it is seen; the client gets the request id alone. */
  readonly report: (error: unknown, requestId: string) => void;
}

/** SCIM 2.0 (RFC 7644) as a function from Request to Response; never rejects. */
export function createScimApi({
  ports,
  authenticate,
  rateLimiter,
  declarations,
  cursorSecret,
  guardDepartures,
  asyncRequests,
  report,
}: ScimApi) {
  const endpointsFor = createTenantEndpoints(declarations);

  async function serve(request: Request, requestId: string, deadline: number): Promise<Response> {
    const { baseUrl, path } = split(new URL(request.url));
    const access = await authenticate(request.headers.get('authorization'));
    const { beside } = await rateLimiter.admit(access.token);
    const { endpoints, types, dates, confirmed } = await endpointsFor(access);
    const context = contextOf({ ...access, confirmed }, requestId, {
      ...{ ports, types, dates, cursorSecret, guardDepartures, asyncRequests, report },
      ...{ baseUrl, deadline },
      charge: (permits) => rateLimiter.charge(access.token, permits),
    });
    const permitted = async () => {
      requireScope(access.token.scope, request.method, path);
      return await endpoints(request, path, context);
    };
    // Whatever the endpoint did or found, it stays unsaid until the token was confirmed.
    const [response] = await Promise.all([settled(permitted()), confirmed, beside]);
    return response();
  }

  const answer = async (request: Request, requestId: string): Promise<Response> => {
    const deadline = ports.clock.now() + TIME_TO_BEGIN;
    try {
      return await upToDate(() => serve(request, requestId, deadline));
    } catch (error) {
      return errorResponse(error, requestId, (unforeseen) => report(unforeseen, requestId));
    }
  };
  return async (request: Request, requestId: string): Promise<Response> =>
    answerAsAsked(request, await answer(request, requestId));
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
