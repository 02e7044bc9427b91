/**
 * What no longer counts, for those who verify access tokens by themselves: the tokens of a user up to an epoch, or
 * those of one session. Kept for longer than such tokens live.
 */
export type Revocation =
  | { readonly at: string; readonly sub: string; readonly epoch: number }
  | { readonly at: string; readonly sid: string };

/** Seconds that a revocation is told of; an access token lives for 300. */
export const REVOCATION_SECONDS = 15 * 60;
