import { decodeJwt, type JWTPayload, jwtVerify } from 'jose';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { SIGNATURE_ALGORITHMS } from '#shared/kernel/signature-algorithms.ts';
import type { Trust } from '#shared/tenancy/oauth-client.ts';
import type { IssuerKeys } from '#shared/token-endpoint/issuer-keys.ts';
import { invalidClient, OAuthError } from '#shared/token-endpoint/oauth-error.ts';

/** Seconds by which clocks may differ. */
const CLOCK_TOLERANCE = 60;
/** Seconds from now on for which an assertion may be good; Entra's are good for 65 minutes, at most for a day. */
const LONGEST_LIFE = 86_400;

type Identity = Pick<Trust, 'issuer' | 'subject' | 'audience'>;

/** Whose the assertion claims to be, before anything of it was verified; undefined when it does not say. */
export function claimedIdentity(jwt: string): Identity | undefined {
  let claims: JWTPayload;
  try {
    claims = decodeJwt(jwt);
  } catch {
    return undefined;
  }
  const [audience, ...others] = [claims.aud].flat();
  const { iss: issuer, sub: subject } = claims;
  // An assertion for several audiences was not made for this one alone: any of them could show it here.
  if (typeof issuer !== 'string' || typeof subject !== 'string' || others.length > 0)
    return undefined;
  return typeof audience === 'string' ? { issuer, subject, audience } : undefined;
}

/**
 * Verifies an assertion (RFC 7523 section 3): signed by a key of the trusted issuer, of its subject, for its
 * audience, begun and not over.
 *
 * @throws OAuthError `invalid_client`; DomainError `unavailable` when there are no keys to verify it with.
 */
export async function verifyAssertion(
  issuerKeys: IssuerKeys,
  trust: Trust,
  jwt: string,
  now: number,
): Promise<void> {
  try {
    const { payload } = await jwtVerify(jwt, issuerKeys(trust), {
      algorithms: [...SIGNATURE_ALGORITHMS],
      issuer: trust.issuer,
      subject: trust.subject,
      audience: trust.audience,
      requiredClaims: ['exp'],
      clockTolerance: CLOCK_TOLERANCE,
      currentDate: new Date(now),
    });
    if ((payload.exp ?? 0) - now / 1_000 > LONGEST_LIFE + CLOCK_TOLERANCE) throw invalidClient();
  } catch (error) {
    if (error instanceof DomainError || error instanceof OAuthError) throw error;
    // Whatever jose and the platform's cryptography make of it: keys may be as strange as tokens.
    throw invalidClient(error);
  }
}
