import { oidc } from '#shared/sign-in/providers/oidc.ts';
import type { OidcProvider } from '#shared/sign-in/providers/provider.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

/** The tenant of all personal accounts. */
export const PERSONAL_ACCOUNTS = '9188040d-6c67-4c5b-b112-36a304b66dad';

const PLACEHOLDER = '{tenantid}';

/**
 * Microsoft Entra ID: one tenant by its own issuer, or those of an allow-list by the issuer of all of them.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/claims-validation
 */
export const entra: OidcProvider = {
  ...oidc,
  defaults: {
    issuer: `https://login.microsoftonline.com/${PLACEHOLDER}/v2.0`,
    scopes: ['openid', 'email', 'profile'],
    clientAuthentication: 'client_secret_post',
  },
  discoveredAt: ({ issuer, allowedTenants = [] }) => {
    const all = allowedTenants.includes(PERSONAL_ACCOUNTS) ? 'common' : 'organizations';
    return issuer.replace(PLACEHOLDER, all);
  },
  personOf({ tid, oid, email, xms_edov: verified }, { issuer, allowedTenants, trustEmail }) {
    if (typeof tid !== 'string' || typeof oid !== 'string') {
      throw new SignInRefused('wrongSubject', 'There is no tid or no oid: ask for scope profile.');
    }
    const isOpen = issuer.includes(PLACEHOLDER);
    if (isOpen ? !allowedTenants?.includes(tid) : allowedTenants && !allowedTenants.includes(tid)) {
      throw new SignInRefused('foreignTenant', `The tenant ${tid} is not allowed.`);
    }
    const person = { issuer: issuer.replace(PLACEHOLDER, tid), subject: oid };
    if (typeof email !== 'string') return { ...person, emailVerified: false };
    // Whoever administers a tenant writes what they like into `email`; Entra says of its owner alone that it is theirs.
    const isOwned = verified === true || verified === 1 || verified === '1';
    return { ...person, email, emailVerified: isOwned || (trustEmail && !isOpen) };
  },
};
