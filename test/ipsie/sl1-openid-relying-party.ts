import type { Part } from './requirement.ts';

const own = 'ipsie/sl1-relying-party';
const hostile = 'sign-in/hostile-provider';
const attacks = '%s is refused';
const dpop = 'Tokens of identity providers are used once, for the profile, as bearer tokens.';

/** Section 3.2.2: OpenID Relying Parties, and the code flow. */
export const relyingParty: Part = {
  prefix: 'SL1-RP',
  title: 'SL1: Rollcall as relying party of a company’s identity provider',
  source: 'openid',
  requirements: [
    {
      level: 'MUST',
      says: 'A sign-in can be begun by a third party (OpenID Connect Core section 4).',
      tests: { [own]: ['goes on at the app'] },
    },
    {
      level: 'MUST',
      says: 'An assertion for a token endpoint has the issuer, as a string, for its audience.',
      tests: {
        'sign-in/legitimate-provider': [
          'a key may stand for the secret: shown to its issuer alone, once',
        ],
      },
    },
    {
      level: 'MUST NOT',
      says: 'Nothing redirects to where anybody likes.',
      tests: { [own]: ['goes nowhere but to registered places'] },
    },
    {
      level: 'MUST',
      says: 'The metadata are those of the provider’s metadata document, and nothing else.',
      tests: { [hostile]: [attacks] },
    },
    {
      level: 'MUST',
      says: 'The issuer comes from who may say it, over a channel that nobody can change.',
      tests: {
        'admin/connections': [
          'is created with what its kind has, shown without its secret, changed and deleted',
        ],
        'functions/adapters/outgoing-http/outgoing-http': ['%.60s is refused unasked'],
      },
    },
    {
      level: 'MUST',
      says: 'The issuer in the metadata is the one that they were asked for.',
      tests: { [hostile]: [attacks] },
    },
    {
      level: 'MUST',
      says: 'Access tokens bound by DPoP are supported.',
      notYet: dpop,
    },
    {
      level: 'MUST',
      says: 'The nonces of DPoP are supported.',
      notYet: dpop,
    },
    {
      level: 'MUST',
      says: 'Access tokens are sent in the header, as DPoP has it.',
      notYet: dpop,
    },
    {
      level: 'MUST',
      says: 'The authorization code grant is used.',
      tests: { [own]: ['is for a code, with PKCE by S256 and a nonce of at most 64 characters'] },
    },
    {
      level: 'MUST',
      says: 'PKCE with S256 is used.',
      tests: { [own]: ['is for a code, with PKCE by S256 and a nonce of at most 64 characters'] },
    },
    {
      level: 'MUST',
      says: 'Each request has a challenge of its own, bound to the browser in which it began.',
      tests: {
        [own]: [
          'has a challenge, a state and a nonce of its own',
          'that comes to another browser is refused',
        ],
      },
    },
    {
      level: 'MUST',
      says: '`iss` in the authorization response is checked.',
      tests: { [hostile]: [attacks] },
    },
    {
      level: 'SHOULD NOT',
      says: 'A `nonce` has at most 64 characters.',
      tests: { [own]: ['is for a code, with PKCE by S256 and a nonce of at most 64 characters'] },
    },
    {
      level: 'SHOULD',
      says: '`max_age` says how long ago the person may have been authenticated.',
      tests: {
        [own]: [
          'says how long ago the person may have been authenticated, where the connection does',
        ],
      },
    },
    {
      level: 'MUST',
      says: 'The audience of an ID token is this client alone.',
      tests: { [hostile]: [attacks] },
    },
    {
      level: 'MUST',
      says: 'After `session_expiry` the person signs in again.',
      tests: {
        'sign-in/legitimate-provider': ['it may say when the session has to be over'],
        [own]: ['a session is over when the identity provider said, or in 30 days'],
        'sessions/session': ['it does not when %s'],
        'oidc-provider/mint-points': ['gives nothing to who is %s > %s'],
      },
    },
  ],
};
