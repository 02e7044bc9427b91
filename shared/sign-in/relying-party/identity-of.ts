import type { JsonObject } from '#shared/kernel/json.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import type { Person } from '#shared/sign-in/providers/provider.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';

/**
 * Claims, and who they are about, as the rest of sign-in has them.
 *
 * @param now Milliseconds.
 * @throws SignInRefused `wrongSubject`.
 */
export function identityOf(
  { id, issuer }: Connection,
  claims: JsonObject,
  person: Person,
  now: number,
): VerifiedIdentity {
  const { auth_time: authTime, acr, amr, sid, session_expiry: sessionExpiry } = claims;
  if (person.subject.length > 255)
    throw new SignInRefused('wrongSubject', 'The subject is too long.');
  return {
    connectionId: id,
    claims,
    issuer,
    ...person,
    authTime: typeof authTime === 'number' && authTime > 0 ? authTime : Math.floor(now / 1_000),
    ...(typeof acr === 'string' && { acr }),
    ...(Array.isArray(amr) && { amr: amr.filter((method) => typeof method === 'string') }),
    ...(typeof sid === 'string' && { upstreamSid: sid }),
    ...(typeof sessionExpiry === 'number' && { sessionExpiry }),
  };
}
