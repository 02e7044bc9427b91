import { isLostRace } from '#shared/identity/identity-store.ts';
import { DomainError, type ErrorCode } from '#shared/kernel/domain-error.ts';
import { type JsonObject, newObject } from '#shared/kernel/json.ts';
import { ERROR } from '#shared/scim/messages.ts';
import { scimResponse } from '#shared/scim-api/scim-response.ts';

interface Answer {
  readonly status: number;
  /** RFC 7644 table 9 and RFC 9865 table 3; absent where the RFC has no word for it. */
  readonly scimType?: string;
}

const answers: Record<ErrorCode, Answer> = {
  invalidSyntax: { status: 400, scimType: 'invalidSyntax' },
  invalidValue: { status: 400, scimType: 'invalidValue' },
  invalidPath: { status: 400, scimType: 'invalidPath' },
  noTarget: { status: 400, scimType: 'noTarget' },
  invalidFilter: { status: 400, scimType: 'invalidFilter' },
  invalidCursor: { status: 400, scimType: 'invalidCursor' },
  expiredCursor: { status: 400, scimType: 'expiredCursor' },
  invalidCount: { status: 400, scimType: 'invalidCount' },
  mutability: { status: 400, scimType: 'mutability' },
  tooMany: { status: 400, scimType: 'tooMany' },
  uniqueness: { status: 409, scimType: 'uniqueness' },
  sensitive: { status: 403, scimType: 'sensitive' },
  unauthenticated: { status: 401 },
  forbidden: { status: 403 },
  notFound: { status: 404 },
  methodNotAllowed: { status: 405 },
  conflict: { status: 409 },
  versionMismatch: { status: 412 },
  payloadTooLarge: { status: 413 },
  unsupportedMediaType: { status: 415 },
  rateLimited: { status: 429 },
  internal: { status: 500 },
  held: { status: 503 },
  notImplemented: { status: 501 },
  unavailable: { status: 503 },
};

/** Seconds after which a client that lost every race should come back. */
const AFTER_CONTENTION = 1;

/** A SCIM error with the status and the headers that go with it. */
export interface RenderedError {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: Record<string, string>;
}

/**
 * The SCIM error (RFC 7644 3.12) for anything thrown. What nobody foresaw is reported, and shown to the client
 * as no more than a request id.
 */
export function renderError(
  error: unknown,
  requestId: string,
  report: (error: unknown) => void,
): RenderedError {
  const known = domainError(error);
  if (!known || known.code === 'internal' || known.code === 'unavailable') report(error);
  const shown = known ?? new DomainError('internal', 'Something went wrong.');
  const { code, message, retryAfter, allow } = shown;
  const { status, scimType } = answers[code];
  const isOurs = code === 'internal' || code === 'unavailable';
  const detail = isOurs ? `${message} Quote request ${requestId} when you ask about it.` : message;
  const headers = {
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    ...(allow && { allow: allow.join(', ') }),
    ...((status === 401 || shown.challenge) && { 'www-authenticate': challengeOf(shown) }),
  };
  return { status, body: scimError(status, detail, scimType), headers };
}

/** {@link renderError} as the answer to a request. */
export function errorResponse(...parameters: Parameters<typeof renderError>): Response {
  const { status, body, headers } = renderError(...parameters);
  return scimResponse(status, body, headers);
}

/** The body of an error (RFC 7644 section 3.12). */
export function scimError(status: number, detail: string, scimType?: string): JsonObject {
  return Object.assign(newObject(), {
    schemas: [ERROR],
    status: String(status),
    ...(scimType && { scimType }),
    detail,
  });
}

/** RFC 6750 section 3: no `error` for who showed no token. */
function challengeOf({ challenge }: DomainError): string {
  return `Bearer realm="SCIM"${challenge ? `, error="${challenge}"` : ''}`;
}

function domainError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  if (!isLostRace(error)) return undefined;
  const detail = 'Too many requests change this resource at once. Send the request again.';
  return new DomainError('rateLimited', detail, { cause: error, retryAfter: AFTER_CONTENTION });
}
