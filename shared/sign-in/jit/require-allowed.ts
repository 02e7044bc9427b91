import type { Connection } from '#shared/sign-in/connection.ts';
import { domainOfEmail } from '#shared/sign-in/domains/domain-name.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';

/**
 * Whether people of that domain may come by the connection, known or not. Of a domain nothing is implied for its
 * subdomains, which may be somebody else's.
 *
 * @throws SignInRefused `emailNotVerified`, `domainNotAllowed`.
 */
export function requireAllowed(
  { policy: { allowedDomains } }: Connection,
  { email, emailVerified }: VerifiedIdentity,
): void {
  if (allowedDomains.length === 0) return;
  if (email === undefined || !emailVerified) {
    const detail = 'allowedDomains are of verified addresses, and there is none in the claims.';
    throw new SignInRefused('emailNotVerified', detail);
  }
  const domain = domainOfEmail(email);
  if (domain !== undefined && allowedDomains.includes(domain)) return;
  throw new SignInRefused('domainNotAllowed', `${domain} is not among allowedDomains.`);
}
