import { PERSONAL_ACCOUNTS } from '#shared/sign-in/providers/entra.ts';
import { oidc } from '#shared/sign-in/providers/oidc.ts';
import type { OidcProvider } from '#shared/sign-in/providers/provider.ts';

/** Personal Microsoft accounts and nobody else's: their issuer is that of the one tenant that they all are in. */
export const microsoft: OidcProvider = {
  ...oidc,
  defaults: {
    issuer: `https://login.microsoftonline.com/${PERSONAL_ACCOUNTS}/v2.0`,
    scopes: ['openid', 'email', 'profile'],
    clientAuthentication: 'client_secret_post',
  },
  // Microsoft has people prove the address of a personal account, and says so nowhere; an alias may be anybody's.
  personOf: (claims, connection) => ({
    ...oidc.personOf(claims, connection),
    emailVerified: false,
  }),
};
