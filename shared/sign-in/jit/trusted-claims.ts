import { type JsonObject, newObject } from '#shared/kernel/json.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { PERSONAL_ACCOUNTS } from '#shared/sign-in/providers/entra.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';

/** Claims that may hold an address which the person chose. */
const addresses = ['email', 'preferred_username', 'upn', 'nickname', 'login'];

/**
 * The claims without addresses that nobody verified: whoever bears a colleague's address as a user name would be
 * taken for that colleague by the directory that brings them.
 */
export function trustedClaims(connection: Connection, identity: VerifiedIdentity): JsonObject {
  const claims: JsonObject = Object.assign(newObject(), { sub: identity.subject }, identity.claims);
  for (const name of addresses) {
    const value = claims[name];
    if (typeof value !== 'string' || mayBear(connection, identity, value)) continue;
    delete claims[name];
  }
  return claims;
}

/** Whether the value is no address, or one that the provider answers for. */
export function mayBear(
  connection: Connection,
  { email, emailVerified }: VerifiedIdentity,
  value: string,
): boolean {
  if (!value.includes('@') || isOfCompany(connection)) return true;
  return emailVerified && email !== undefined && equalAddresses(email, value);
}

export function equalAddresses(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/**
 * A provider that the company runs gives the addresses; a tenant of Entra has none outside its own domains, but those
 * of everybody's own Microsoft accounts are of any.
 */
function isOfCompany({ kind, directory, trustEmail, allowedTenants = [] }: Connection): boolean {
  if (trustEmail || directory !== undefined) return true;
  return kind === 'entra' && !allowedTenants.includes(PERSONAL_ACCOUNTS);
}
