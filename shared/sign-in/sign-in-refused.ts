/** Why somebody did not get in; the union is closed, so that each reason has its words. */
export type RefusalReason =
  // What the browser brought.
  | 'unknownAddress'
  | 'unknownAttempt'
  | 'unknownInteraction'
  | 'tooManyAttempts'
  | 'triedTooOften'
  | 'internal'
  // What the identity provider answered.
  | 'cancelled'
  | 'providerRefused'
  | 'providerUnavailable'
  | 'badAnswer'
  | 'wrongIssuer'
  | 'wrongAudience'
  | 'wrongNonce'
  | 'wrongSignature'
  | 'wrongTime'
  | 'wrongSubject'
  | 'tooLarge'
  | 'weakAuthentication'
  | 'staleAuthentication'
  | 'foreignTenant'
  // What the tenant wants.
  | 'domainNotAllowed'
  | 'emailNotVerified'
  | 'notProvisioned'
  | 'notInvited'
  | 'incompleteClaims'
  | 'alreadyLinked'
  | 'ambiguousEmail'
  | 'nameTaken'
  | 'notJoined'
  | 'deactivated';

/** A sign-in that ends on the error page; nothing was written for it, and nothing is. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
  readonly reason: RefusalReason;
  /** Seconds after which it is worth coming again, where that is known. */
  readonly retryAfter: number | undefined;

  /** @param detail For the administrator, beside the reason's own words: what exactly was wrong. No personal data. */
  constructor(reason: RefusalReason, detail = '', cause?: unknown, retryAfter?: number) {
    super(detail, { cause });
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}
