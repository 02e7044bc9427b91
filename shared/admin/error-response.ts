import type { ErrorAnswer } from '#shared/admin/admin-contract.ts';
import { isLostRace } from '#shared/identity/identity-store.ts';
import { DomainError, type ErrorCode } from '#shared/kernel/domain-error.ts';

const statuses: Record<ErrorCode, number> = {
  invalidSyntax: 400,
  invalidValue: 400,
  invalidPath: 400,
  noTarget: 400,
  invalidFilter: 400,
  invalidCursor: 400,
  expiredCursor: 400,
  invalidCount: 400,
  mutability: 400,
  tooMany: 400,
  unauthenticated: 401,
  forbidden: 403,
  sensitive: 403,
  notFound: 404,
  methodNotAllowed: 405,
  conflict: 409,
  uniqueness: 409,
  versionMismatch: 412,
  payloadTooLarge: 413,
  unsupportedMediaType: 415,
  rateLimited: 429,
  internal: 500,
  held: 503,
  notImplemented: 501,
  unavailable: 503,
};

/** An {@link ErrorAnswer} for anything thrown; what nobody foresaw is reported. */
export function adminErrorResponse(
  error: unknown,
  requestId: string,
  report: (error: unknown) => void,
): Response {
  const { code, message, retryAfter } = domainError(error);
  const status = statuses[code];
  if (status >= 500) report(error);
  const answer: ErrorAnswer = { error: { code, message, requestId } };
  const headers = { ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }) };
  return Response.json(answer, { status, headers });
}

function domainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (isLostRace(error)) {
    return new DomainError('conflict', 'Somebody else changed this at the same time. Try again.');
  }
  return new DomainError('internal', 'Something went wrong. Look for the request id in the logs.');
}
