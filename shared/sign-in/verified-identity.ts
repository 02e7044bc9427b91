import type { JsonObject } from '#shared/kernel/json.ts';

/** Who somebody is at an identity provider, after everything that it said was verified. */
export interface VerifiedIdentity {
  readonly connectionId: string;
  /**
   * With {@link subject} the stable key of the person, and the only one. Of Entra it is the issuer with the tenant's
   * own id, and the subject is `oid`: `sub` there is another for every client id, so that a new registration
   * of the app would make everybody a stranger, and `oid` alone is of whoever writes it into a tenant of their own.
   */
  readonly issuer: string;
  readonly subject: string;
  /** All that was said; null-prototype data, capped in size and depth. */
  readonly claims: JsonObject;
  readonly email?: string;
  readonly emailVerified: boolean;
  /** When the person was authenticated there, seconds; when they came back from there, if it did not say. */
  readonly authTime: number;
  readonly acr?: string;
  readonly amr?: readonly string[];
  /** What the provider calls its own session, for its back-channel logout. */
  readonly upstreamSid?: string;
  /** When the session has to be over at the latest, seconds (`session_expiry`). */
  readonly sessionExpiry?: number;
}
