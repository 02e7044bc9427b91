import type { Part } from './requirement.ts';

const own = 'ipsie/sl1-provider';
const signIn = 'oidc-provider/sign-in';
const discovery = 'oidc-provider/tenants';
const apps = 'admin/apps';
const exactUri = 'in its redirect URI goes nowhere, but to a page that says so';
const methods =
  'says for whom alone it is, how and when the person was authenticated, and when to ask again';
const silence =
  'It is what the company’s identity provider said; where that says nothing, neither do we.';

/** Section 3.2.1: OpenID Providers, their tokens, and the code flow. */
export const openidProvider: Part = {
  prefix: 'SL1-OP',
  title: 'SL1: Rollcall as OpenID provider of your applications',
  source: 'openid',
  requirements: [
    {
      level: 'MUST',
      says: 'The metadata are published as OpenID Connect Discovery has it.',
      tests: { [discovery]: ['says what there is'] },
    },
    {
      level: 'MUST',
      says: 'The password grant is refused.',
      tests: { [own]: ['knows no grant %s'] },
    },
    {
      level: 'MUST',
      says: 'Public clients are supported.',
      tests: { [signIn]: ['that is public needs no secret, but PKCE'] },
    },
    {
      level: 'MUST NOT',
      says: 'Nothing redirects to where anybody likes.',
      tests: { [signIn]: [exactUri], 'oidc-provider/sign-out': ['does not end at %s'] },
    },
    {
      level: 'MUST',
      says: 'A client’s assertion names the issuer, alone, as its audience.',
      because: 'Apps show a secret, or are public; no assertions of theirs are taken.',
    },
    {
      level: 'MUST',
      says: 'An authorization code lives for 60 seconds at most.',
      tests: { [own]: ['is good for 60 seconds'] },
    },
    {
      level: 'MUST',
      says: 'Clients are registered beforehand, and not by themselves.',
      tests: {
        [apps]: ['is created with what was asked for, and shows its secret this once'],
        [discovery]: ['says what there is'],
      },
    },
    {
      level: 'MUST',
      says: 'Redirect URIs are registered beforehand.',
      tests: { [apps]: ['of %j is refused'], [signIn]: [exactUri] },
    },
    {
      level: 'MUST',
      says: 'Access tokens are good for claims at the provider and nothing else.',
      notYet: 'They are meant for an app’s own API too, with an audience of its own.',
    },
    {
      level: 'SHOULD',
      says: 'Access tokens are bound to their sender by DPoP.',
      notYet: 'They are bearer tokens of five minutes.',
    },
    {
      level: 'MUST',
      says: 'The audience of an ID token is the client alone, as a string.',
      tests: { [own]: [methods] },
    },
    {
      level: 'MUST',
      says: 'An ID token has `acr`.',
      tests: { [own]: [methods] },
      notYet: silence,
    },
    {
      level: 'MUST',
      says: 'An ID token has `amr`, with registered values.',
      tests: { [own]: [methods] },
      notYet: silence,
    },
    {
      level: 'MUST',
      says: 'An ID token has `auth_time`.',
      tests: { [own]: [methods] },
    },
    {
      level: 'MUST',
      says: 'An ID token has `session_expiry`.',
      tests: { [own]: [methods] },
    },
    {
      level: 'MUST',
      says: 'The response type is `code`.',
      tests: { [signIn]: ['in %j is told to the app'] },
    },
    {
      level: 'MUST',
      says: 'PKCE with S256 is required.',
      tests: {
        [signIn]: ['in %j is told to the app', 'is of its app, its verifier and its redirect URI'],
      },
    },
    {
      level: 'MUST',
      says: 'A redirect URI is exactly one that is registered.',
      tests: { [signIn]: [exactUri] },
    },
    {
      level: 'MUST',
      says: 'An authorization code of the code flow lives for 60 seconds at most.',
      tests: { [own]: ['is good for 60 seconds'] },
    },
    {
      level: 'MUST',
      says: 'The authorization response has `iss`.',
      tests: { [own]: ['comes with the issuer, by a redirect that is no 307'] },
    },
    {
      level: 'MUST NOT',
      says: 'No authorization response goes over a connection that is not encrypted.',
      tests: { 'sessions/app-uri': ['may not be %j'] },
      notYet:
        'http is taken on loopback addresses, for apps on one’s own machine (RFC 8252 section 7.3).',
    },
    {
      level: 'MUST',
      says: 'A code that was used before is refused.',
      tests: {
        [signIn]: ['is good once, and takes down what came of it when it is shown again'],
      },
    },
    {
      level: 'MUST NOT',
      says: 'No request with credentials is redirected by 307.',
      tests: { [own]: ['comes with the issuer, by a redirect that is no 307'] },
    },
    {
      level: 'SHOULD',
      says: 'Redirects are 303.',
      tests: { [own]: ['comes with the issuer, by a redirect that is no 307'] },
    },
    {
      level: 'MUST',
      says: 'A `nonce` may have 64 characters.',
      tests: { [own]: ['bears a nonce of 64 characters'] },
    },
    {
      level: 'MUST',
      says: '`max_age` is kept to: who was authenticated longer ago is authenticated again.',
      tests: { [own]: ['of a person who was authenticated longer ago leads to the sign-in again'] },
    },
    {
      level: 'MUST',
      says: 'The person is authenticated by more than one factor, and how is said (IPSIE Levels, SL1).',
      tests: {
        [own]: [methods],
        'sign-in/legitimate-provider': [
          'what an app asks of the authentication is asked there, and held',
        ],
      },
      notYet: 'A connection may require values of `acr`; none has to.',
    },
    {
      level: 'MUST',
      says: 'The IPSIE Common Requirements Profile is followed.',
      notYet: 'It has not been gone through, requirement by requirement.',
    },
  ],
};
