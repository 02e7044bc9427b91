import type { JsonObject, JsonValue } from '#shared/kernel/json.ts';
import { base64Url, equalInConstantTime } from '#shared/kernel/secret.ts';
import type { IdToken } from '#shared/sign-in/relying-party/id-token.ts';
import { type RefusalReason, SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

/** What an ID token has to fit. Times are seconds since the epoch. */
export interface ExpectedToken {
  readonly clientId: string;
  readonly accessToken: string;
  readonly begunAt: number;
  readonly now: number;
  /** Asked for, and so required. */
  readonly acrValues?: readonly string[] | undefined;
  readonly maxAge?: number | undefined;
  readonly again: boolean;
}

export interface IdTokenRule {
  readonly name: string;
  readonly reason: RefusalReason;
  readonly holds: (token: IdToken, expected: ExpectedToken) => boolean | Promise<boolean>;
}

/** Seconds by which clocks may differ. */
export const CLOCK_SKEW = 60;

/**
 * What OpenID Connect Core sections 2 and 3.1.3.7 ask of an ID token and openid-client leaves to its callers. That one
 * has seen before that signature, issuer, nonce and expiry are right.
 */
const idTokenRules: readonly IdTokenRule[] = [
  {
    name: 'typ is JWT, if it is there: a logout token is no ID token',
    reason: 'badAnswer',
    holds: ({ header: { typ } }) =>
      typ === undefined || (typeof typ === 'string' && typ.toUpperCase() === 'JWT'),
  },
  {
    name: 'aud is this client alone',
    reason: 'wrongAudience',
    holds: ({ claims: { aud } }, { clientId }) =>
      Array.isArray(aud) ? aud.length === 1 && aud[0] === clientId : aud === clientId,
  },
  {
    name: 'azp is this client, if it is there',
    reason: 'wrongAudience',
    holds: ({ claims: { azp } }, { clientId }) => azp === undefined || azp === clientId,
  },
  {
    name: 'sub is a text of at most 255 ASCII characters',
    reason: 'wrongSubject',
    holds: ({ claims: { sub } }) => typeof sub === 'string' && /^[\x20-\x7e]{1,255}$/.test(sub),
  },
  {
    name: 'iat is between the begin of this sign-in and now',
    reason: 'wrongTime',
    holds: ({ claims: { iat } }, { begunAt, now }) =>
      typeof iat === 'number' && iat >= begunAt - CLOCK_SKEW && iat <= now + CLOCK_SKEW,
  },
  {
    name: 'at_hash is that of the access token, if it is there',
    reason: 'badAnswer',
    holds: async ({ header, claims: { at_hash: hash } }, { accessToken }) =>
      hash === undefined ||
      (typeof hash === 'string' && equalInConstantTime(hash, await tokenHash(header, accessToken))),
  },
  {
    name: 'acr is one of those that were asked for',
    reason: 'weakAuthentication',
    holds: ({ claims: { acr } }, { acrValues }) =>
      acrValues === undefined || (typeof acr === 'string' && acrValues.includes(acr)),
  },
  {
    name: 'auth_time is as recent as was asked for',
    reason: 'staleAuthentication',
    holds: ({ claims: { auth_time: time } }, { maxAge, begunAt, now }) =>
      maxAge === undefined || (isPast(time, now) && time >= begunAt - maxAge - CLOCK_SKEW),
  },
  {
    name: 'auth_time is of this sign-in, if it is there and the person was to authenticate again',
    reason: 'staleAuthentication',
    holds: ({ claims: { auth_time: time } }, { again, begunAt }) =>
      !again || typeof time !== 'number' || time >= begunAt - CLOCK_SKEW,
  },
  {
    name: 'auth_time is past, if it is there',
    reason: 'wrongTime',
    holds: ({ claims: { auth_time: time } }, { now }) => time === undefined || isPast(time, now),
  },
  {
    name: 'session_expiry is to come, if it is there',
    reason: 'wrongTime',
    holds: ({ claims: { session_expiry: end } }, { now }) =>
      end === undefined || (typeof end === 'number' && end > now),
  },
];

/** @throws SignInRefused with the reason of the first rule that does not hold, and its name. */
export async function requireRules(token: IdToken, expected: ExpectedToken): Promise<void> {
  for (const { name, reason, holds } of idTokenRules) {
    if (!(await holds(token, expected)))
      throw new SignInRefused(reason, `It is not so that ${name}.`);
  }
}

function isPast(time: JsonValue | undefined, now: number): time is number {
  return typeof time === 'number' && time >= 0 && time <= now + CLOCK_SKEW;
}

/** The left half of the hash that the algorithm has (OpenID Connect Core section 3.1.3.6); EdDSA's is SHA-512. */
async function tokenHash({ alg }: JsonObject, accessToken: string): Promise<string> {
  const bits = /^[A-Z]{2}(256|384|512)$/.exec(String(alg))?.[1] ?? '512';
  const bytes = new TextEncoder().encode(accessToken);
  const hash = new Uint8Array(await crypto.subtle.digest(`SHA-${bits}`, bytes));
  return base64Url(hash.subarray(0, hash.length / 2));
}
