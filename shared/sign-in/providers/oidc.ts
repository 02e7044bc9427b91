import type { JsonObject } from '#shared/kernel/json.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import type { OidcProvider, Person } from '#shared/sign-in/providers/provider.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

/** Whoever keeps to OpenID Connect Core: Okta, Ping, Keycloak, JumpCloud, OneLogin and the like. */
export const oidc: OidcProvider = {
  protocol: 'oidc',
  defaults: {
    scopes: ['openid', 'email', 'profile'],
    clientAuthentication: 'client_secret_basic',
  },
  reauthenticates: true,
  personOf: oidcPerson,
};

function oidcPerson(claims: JsonObject, { trustEmail }: Connection): Person {
  const { sub, email, email_verified: verified } = claims;
  if (typeof sub !== 'string') throw new SignInRefused('wrongSubject', 'There is no sub.');
  if (typeof email !== 'string') return { subject: sub, emailVerified: false };
  // Some write it as a text (Apple, Cognito).
  return { subject: sub, email, emailVerified: isTrue(verified) || trustEmail };
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
