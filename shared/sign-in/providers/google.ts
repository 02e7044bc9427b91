import { oidc } from '#shared/sign-in/providers/oidc.ts';
import type { OidcProvider } from '#shared/sign-in/providers/provider.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

const GOOGLES_OWN = /@(?:gmail|googlemail)\.com$/i;

/**
 * Google, for everybody or for one Workspace. Its own `hd` is what says so: an address of that domain may also be one
 * of a personal account. Of such an account, Google knows that the address was theirs once, and not that it is still:
 * it may have been given to somebody else since.
 *
 * @see https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload
 * @see https://developers.google.com/identity/gsi/web/guides/verify-google-id-token
 */
export const google: OidcProvider = {
  ...oidc,
  reauthenticates: false,
  defaults: {
    issuer: 'https://accounts.google.com',
    scopes: ['openid', 'email', 'profile'],
    clientAuthentication: 'client_secret_post',
  },
  parameters: ({ hostedDomain }) => (hostedDomain === undefined ? {} : { hd: hostedDomain }),
  personOf(claims, connection) {
    const { hostedDomain } = connection;
    if (hostedDomain !== undefined && claims['hd'] !== hostedDomain) {
      throw new SignInRefused('foreignTenant', `The account is not of ${hostedDomain}.`);
    }
    const person = oidc.personOf(claims, connection);
    const isGoogles = typeof claims['hd'] === 'string' || GOOGLES_OWN.test(person.email ?? '');
    return { ...person, emailVerified: person.emailVerified && isGoogles };
  },
};
