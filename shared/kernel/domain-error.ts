/**
 * Everything that can go wrong and that a caller may have to act on. The union is closed: each edge
 * (SCIM, admin, ...) keeps a total record over it, so that a new code compiles only when every edge
 * has decided what to answer.
 */
export type ErrorCode =
  | 'invalidSyntax'
  | 'invalidValue'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidFilter'
  | 'invalidCursor'
  | 'expiredCursor'
  | 'invalidCount'
  | 'mutability'
  | 'uniqueness'
  | 'tooMany'
  | 'sensitive'
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'methodNotAllowed'
  | 'unsupportedMediaType'
  | 'payloadTooLarge'
  | 'versionMismatch'
  | 'conflict'
  | 'rateLimited'
  | 'held'
  | 'notImplemented'
  | 'unavailable'
  | 'internal';

export interface DomainErrorOptions {
  /** For logs and debuggers; never shown to a client. */
  cause?: unknown;
  /** Seconds after which the same request is worth sending again. */
  retryAfter?: number;
  /** The methods that would be possible, for `methodNotAllowed` (RFC 9110 section 15.5.6). */
  allow?: readonly string[];
  /** What was wrong with the credential that was shown (RFC 6750 section 3.1). */
  challenge?: 'invalid_token' | 'insufficient_scope';
}

export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  readonly retryAfter: number | undefined;
  readonly allow: readonly string[] | undefined;
  readonly challenge: DomainErrorOptions['challenge'];

  /** @param detail One or two sentences for the client: what was wrong, where, what to do. */
  constructor(code: ErrorCode, detail: string, options: DomainErrorOptions = {}) {
    super(detail, { cause: options.cause });
    this.code = code;
    this.retryAfter = options.retryAfter;
    this.allow = options.allow;
    this.challenge = options.challenge;
  }
}
