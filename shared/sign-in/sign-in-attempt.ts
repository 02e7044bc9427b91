import type { Connection } from '#shared/sign-in/connection.ts';

/** Somebody on their way to an identity provider and back; it is good for one return, from one browser. */
export interface SignInAttempt {
  readonly tenantId: string;
  readonly connectionId: string;
  /** SHA-256 of what the provider is to give back unchanged, and of what only that browser has. */
  readonly stateHash: string;
  readonly browserHash: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636). */
  readonly codeVerifier: string;
  readonly redirectUri: string;
  /** Which request of an app it is for. */
  readonly interactionUid: string;
  /** Asked for, and so required. */
  readonly acrValues?: readonly string[] | undefined;
  /** Seconds. */
  readonly maxAge?: number | undefined;
  /** Whether the person was to authenticate again, though they may be signed in there. */
  readonly again: boolean;
  /** Milliseconds since the epoch. */
  readonly begunAt: number;
}

/** Milliseconds that somebody may take at the provider. */
export const ATTEMPT_LIVES = 600_000;

export interface SignInAttemptStore {
  begin(attempt: SignInAttempt): Promise<void>;
  /** The attempt, which from then on is nobody's; undefined when there is none, or somebody else took it. */
  take(tenantId: string, stateHash: string): Promise<SignInAttempt | undefined>;
}

export type AskedFor = Pick<SignInAttempt, 'acrValues' | 'maxAge'>;

/** What an app's request and the connection ask of the person's authentication together. */
export function askedFor(
  { acrValues, maxAge }: AskedFor,
  connection: Pick<Connection, 'acrValues' | 'maxAge'>,
): AskedFor {
  const ages = [maxAge, connection.maxAge].filter((age) => age !== undefined);
  return {
    acrValues: acrValues ?? connection.acrValues,
    maxAge: ages.length > 0 ? Math.min(...ages) : undefined,
  };
}
