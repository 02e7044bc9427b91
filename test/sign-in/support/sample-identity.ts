import { newObject } from '#shared/kernel/json.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';

/** Ada, as the connection `okta` verified her, with what a test changes of it. */
export function sampleIdentity(changed: Partial<VerifiedIdentity> = {}): VerifiedIdentity {
  const claims = { sub: '00u1a2b3', email: 'ada@acme.example', email_verified: true };
  return {
    connectionId: 'okta',
    issuer: 'https://idp.example.com',
    subject: claims.sub,
    claims: Object.assign(newObject(), claims),
    email: claims.email,
    emailVerified: true,
    authTime: 1_793_610_000,
    ...changed,
  };
}
