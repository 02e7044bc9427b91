import { DomainError, type ErrorCode } from '#shared/kernel/domain-error.ts';

/** RFC 6749 section 5.2. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_scope'
  | 'unsupported_grant_type';

export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: OAuthErrorCode;

  /** @param description For whoever set the client up; ASCII without quotes and backslashes. */
  constructor(code: OAuthErrorCode, description: string, cause?: unknown) {
    super(description, { cause });
    this.code = code;
  }
}

/** What nobody may tell apart: whether the client exists, and what was wrong with its credential. */
export function invalidClient(cause?: unknown): OAuthError {
  return new OAuthError(
    'invalid_client',
    'The client is unknown, or its secret or assertion is wrong, expired or not trusted.',
    cause,
  );
}

/** RFC 6749 has words for 400 and 401 only; the rest is what its section 4.1.2.1 would say. */
const answers: Record<ErrorCode, readonly [status: number, error: string]> = {
  invalidSyntax: [400, 'invalid_request'],
  invalidValue: [400, 'invalid_request'],
  invalidPath: [400, 'invalid_request'],
  noTarget: [400, 'invalid_request'],
  invalidFilter: [400, 'invalid_request'],
  invalidCursor: [400, 'invalid_request'],
  expiredCursor: [400, 'invalid_request'],
  invalidCount: [400, 'invalid_request'],
  mutability: [400, 'invalid_request'],
  tooMany: [400, 'invalid_request'],
  uniqueness: [409, 'invalid_request'],
  conflict: [409, 'invalid_request'],
  sensitive: [403, 'invalid_request'],
  forbidden: [403, 'invalid_request'],
  unauthenticated: [401, 'invalid_client'],
  notFound: [404, 'invalid_request'],
  methodNotAllowed: [405, 'invalid_request'],
  versionMismatch: [412, 'invalid_request'],
  payloadTooLarge: [413, 'invalid_request'],
  unsupportedMediaType: [415, 'invalid_request'],
  rateLimited: [429, 'temporarily_unavailable'],
  held: [503, 'temporarily_unavailable'],
  unavailable: [503, 'temporarily_unavailable'],
  notImplemented: [501, 'server_error'],
  internal: [500, 'server_error'],
};

/** The error response (RFC 6749 section 5.2) for anything thrown; what nobody foresaw is reported. */
export function oauthErrorResponse(error: unknown, report: (error: unknown) => void): Response {
  if (error instanceof OAuthError) {
    const status = error.code === 'invalid_client' ? 401 : 400;
    return response(status, error.code, error.message, {
      ...(status === 401 && { 'www-authenticate': 'Basic realm="token endpoint"' }),
    });
  }
  const known =
    error instanceof DomainError ? error : new DomainError('internal', 'Something went wrong.');
  const [status, code] = answers[known.code];
  if (status >= 500) report(error);
  const { retryAfter, allow } = known;
  return response(status, code, known.message, {
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    ...(allow && { allow: allow.join(', ') }),
  });
}

function response(
  status: number,
  error: string,
  description: string,
  headers: Record<string, string>,
): Response {
  const body = { error, error_description: description };
  return Response.json(body, { status, headers: { ...NOT_KEPT, ...headers } });
}

/** RFC 6749 section 5.1. */
export const NOT_KEPT = { 'cache-control': 'no-store', pragma: 'no-cache' } as const;
