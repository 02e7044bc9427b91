import { DomainError } from '#shared/kernel/domain-error.ts';
import type { TokenScope } from '#shared/tenancy/token-scope.ts';

/** A query by POST (RFC 7644 3.4.3): it reads, whatever its method says. */
const SEARCH = /^(?:\/[^/]+)?\/\.search$/;

/**
 * Lets a credential do what its scope covers. What only reads is named here; anything else, also what will be
 * added one day, needs the scope `full`.
 *
 * @param path Below the SCIM root.
 * @throws DomainError `forbidden`.
 */
export function requireScope(scope: TokenScope, method: string, path: string): void {
  if (scope === 'full') return;
  if (method === 'GET' || method === 'HEAD' || (method === 'POST' && SEARCH.test(path))) return;
  throw new DomainError(
    'forbidden',
    `This credential is of scope ${scope}: it may GET, and POST to .search. For ${method} use one of scope full.`,
    { challenge: 'insufficient_scope' },
  );
}
