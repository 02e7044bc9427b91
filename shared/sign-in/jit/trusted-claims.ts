import { type JsonObject, newObject } from '#shared/kernel/json.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { PERSONAL_ACCOUNTS } from '#shared/sign-in/providers/entra.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';

/** Stands among the claims for a name that is nobody's but this account's: of the connection, and the subject there. */
export const OWN_NAME = 'rollcall:own_name';

/** Claims that may hold an address which the person chose. */
const addresses = ['email', 'preferred_username', 'upn', 'nickname', 'login'];
/** Those that Entra gives by itself; what is in `email`, whoever administers the tenant may write. */
const names = ['preferred_username', 'upn'];

/**
 * The claims without addresses that nobody verified: whoever bears a colleague's address as a user name would be
 * taken for that colleague by the directory that brings them.
 */
export function trustedClaims(connection: Connection, identity: VerifiedIdentity): JsonObject {
  const { subject } = identity;
  const own = { [OWN_NAME]: `${connection.id}:${subject}` };
  const claims: JsonObject = Object.assign(newObject(), { sub: subject }, identity.claims, own);
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
  { claims, email, emailVerified }: VerifiedIdentity,
  value: string,
): boolean {
  if (!value.includes('@') || isOfCompany(connection)) return true;
  const given = isOfCompanies(connection) ? names.map((name) => claims[name]) : [];
  return [...given, emailVerified ? email : undefined].some(
    (address) => typeof address === 'string' && equalAddresses(address, value),
  );
}

export function equalAddresses(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A provider that the company runs gives the addresses; of several tenants of Entra, one would give another's. */
export function isOfCompany({
  kind,
  directory,
  trustEmail,
  allowedTenants = [],
}: Connection): boolean {
  if (kind !== 'entra') return trustEmail || directory !== undefined;
  return allowedTenants.length < 2 && !allowedTenants.includes(PERSONAL_ACCOUNTS);
}

/** Names in a tenant of Entra are of its own domains; those of everybody's own Microsoft accounts are of any. */
function isOfCompanies({ kind, allowedTenants = [] }: Connection): boolean {
  return kind === 'entra' && !allowedTenants.includes(PERSONAL_ACCOUNTS);
}
