import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { isActive } from '#shared/identity/user-state.ts';

/**
 * One person signed in in one browser; who authenticates again there goes on with it. All that is minted from it
 * (cookies, codes, grants, refresh and access tokens) names it, so that nothing outlives it.
 */
export interface Session {
  /** Also the `sid` of tokens. */
  readonly id: string;
  /** Whose people the user is one of. */
  readonly scope: Scope;
  readonly userId: string;
  /** 1 when it begins, absent then; +1 each time that the person authenticates again. */
  readonly version?: number;
  /** Of the user when the sign-in was accepted. */
  readonly epoch: number;
  /** The connection that the person came by, and who they are there. */
  readonly connectionId: string;
  readonly issuer: string;
  readonly subject: string;
  /** What the identity provider calls its own session, for its back-channel logout. */
  readonly upstreamSid?: string;
  /** When and how the person was authenticated there (OIDC Core section 2): seconds, and values of `acr` and `amr`. */
  readonly authTime: number;
  readonly acr?: string;
  readonly amr?: readonly string[];
  readonly createdAt: string;
  /** Whatever happens, it is over then. */
  readonly endsAt: string;
  /** When it was ended before its time. */
  readonly endedAt?: string;
}

/** Whether what was minted from the session still counts: the only place where this is decided. */
export function isStanding(
  session: Pick<Session, 'epoch' | 'endsAt' | 'endedAt'> | undefined,
  user: Pick<ResourceRecord, 'epoch' | 'attributes'> | undefined,
  now: number,
): boolean {
  if (!session || !user || session.endedAt !== undefined) return false;
  // Not the other way round: what is no time has passed.
  if (!(Date.parse(session.endsAt) > now)) return false;
  return isActive(user.attributes) && user.epoch === session.epoch;
}
