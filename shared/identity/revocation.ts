import type { ResourceRecord } from '#shared/identity/resource-record.ts';

/**
 * What no longer counts, for those who verify access tokens by themselves: the tokens of a user below an epoch, those
 * of one session, or those of one grant. Committed together with what ended them, and kept for longer than such tokens
 * live.
 */
export type Revocation = UserRevocation | SessionRevocation | GrantRevocation;

export interface UserRevocation {
  /** Just before the commit, ISO 8601. */
  readonly at: string;
  readonly sub: string;
  readonly epoch: number;
}

export interface SessionRevocation {
  readonly at: string;
  readonly sid: string;
}

/** One sign-in of one app, which was revoked, or whose code or refresh token came twice. */
export interface GrantRevocation {
  readonly at: string;
  /** The claim `grant` of the access tokens. */
  readonly grant: string;
}

/** Seconds that a revocation is told of; an access token lives for 300. */
export const REVOCATION_SECONDS = 15 * 60;

/** The revocation that a change comes to, if it is one of a user that ends anything. `after` absent: deleted. */
export function revocationBetween(
  before: ResourceRecord | undefined,
  after: ResourceRecord | undefined,
  at: string,
): UserRevocation | undefined {
  if (before?.type !== 'User') return undefined;
  const epoch = after ? after.epoch : before.epoch + 1;
  return epoch > before.epoch ? { at, sub: before.id, epoch } : undefined;
}
