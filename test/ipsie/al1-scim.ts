import type { Part } from './requirement.ts';

const authentication = 'scim-api/rfc7644-2-authentication';
const federation = 'token-endpoint/federation';
const tokens = 'token-endpoint/client-credentials';
const create = 'scim-api/rfc7644-3-3-create';
const patch = 'scim-api/rfc7644-3-5-2-patch';
const members = 'scim-api/rfc7644-3-5-2-patch-members';
const discovery = 'scim-api/rfc7644-4-discovery';
const rate = 'scim-api/rate-limit';
const ended = {
  'oidc-provider/end-of-access': [
    'after the answer to SCIM the very next request is refused, whatever it shows',
  ],
} as const;
const paged = {
  'scim-api/rfc7644-3-4-2-query': ['walking page by page meets everybody once, from either end'],
  'scim-api/rfc9865-cursor': ['%s %j: the whole, in order, each once'],
  [rate]: ['is told when to come back, and is let in again then'],
} as const;

/** What the profile asks of the application, the SCIM service provider. */
export const scimProfile: Part = {
  prefix: 'AL1-SCIM',
  title: 'AL1: SCIM towards identity providers',
  source: 'scim',
  requirements: [
    {
      level: 'MUST',
      says: 'SCIM is authorised by OAuth 2.0, with assertions for client authentication (RFC 7523).',
      tests: { [federation]: ['gives a token, as Entra asks for one, without any secret'] },
      notYet:
        'Static bearer tokens and client secrets are possible as well: many identity providers know nothing else.',
    },
    {
      level: 'MUST',
      says: 'A signed assertion is swapped for an access token, which is shown as a bearer token.',
      tests: { [federation]: ['gives a token, as Entra asks for one, without any secret'] },
    },
    {
      level: 'MUST',
      says: 'The access token has the scope `scim` and nothing beyond.',
      tests: { [tokens]: ['gives no more than the client may'] },
      notYet: 'The scopes are `full` and `read-only` of one directory; others are overlooked.',
    },
    {
      level: 'SHOULD',
      says: 'The authorization server is found by its metadata (RFC 8414).',
      notYet: 'The token URL is shown with the client; it has no metadata of its own.',
    },
    {
      level: 'SHOULD',
      says: 'The keys of the identity service are found by its `jwks_uri`.',
      tests: { [federation]: ['is found by keys that the trust names itself'] },
    },
    {
      level: 'MUST',
      says: 'What RFC 7643 and RFC 7644 ask of a service provider is there.',
      tests: {
        'conformance/conformance': [
          'is shown by tests that are there, each named so that it is one',
        ],
      },
    },
    {
      level: 'MUST',
      says: 'No operation goes without authentication.',
      tests: { [authentication]: ['%s: 401 with a challenge, in SCIM form'] },
    },
    {
      level: 'MUST NOT',
      says: 'Users and groups are not changed in the application.',
      tests: { 'sign-in/jit/reconcile-attributes': ['%s: what the directory gave stays'] },
      notYet: 'An administrator may deactivate, suspend and delete whom a directory manages.',
    },
    {
      level: 'MUST',
      says: 'Users are created, with an id of the enterprise’s own and an address.',
      tests: { [create]: ['answers 201 with the resource, its Location and its ETag'] },
    },
    {
      level: 'MUST',
      says: 'Users are changed by PATCH.',
      tests: { [patch]: ['RFC 7644 3.5.2.3 replace > %s'] },
    },
    {
      level: 'SHOULD',
      says: 'Deactivation ends sessions within five minutes.',
      tests: ended,
    },
    {
      level: 'MUST',
      says: 'Deactivation ends every other way in too.',
      tests: ended,
    },
    {
      level: 'MUST',
      says: 'Who is deactivated can be reactivated.',
      tests: {
        'identity/lifecycle-state': [
          'every state can be left, and nobody is deleted by a rule or of their own',
        ],
      },
    },
    {
      level: 'MUST',
      says: 'A name is free again once its user is deleted.',
      tests: { [create]: ['a name is free again once its user has another one or is deleted'] },
    },
    {
      level: 'MUST',
      says: 'Users are listed in pages, and requests beyond the limit are told so (429, Retry-After).',
      tests: paged,
    },
    {
      level: 'MUST',
      says: 'Users are found by userName, externalId and address.',
      tests: { 'scim-api/rfc7644-3-4-2-2-filter': ['RFC 7644 3.4.2.2 filter > %s'] },
    },
    {
      level: 'MUST',
      says: 'Groups are created.',
      tests: { [create]: ['answers a group with its members, each with what and where it is'] },
    },
    {
      level: 'MUST',
      says: 'Groups are listed in pages, within the same limit.',
      tests: paged,
    },
    {
      level: 'MUST',
      says: 'A group is shown without its members on request.',
      tests: { 'scim-api/rfc7644-3-4-2-5-attributes': ['members of a group, by id and in a list'] },
    },
    {
      level: 'MUST',
      says: 'Members are added, taken away one by one, or all of them, by PATCH.',
      tests: {
        [members]: [
          'add: who comes, beside who is there',
          'add: one, without an array',
          'remove: all',
        ],
      },
    },
    {
      level: 'MUST',
      says: '`/ResourceTypes` has users and groups.',
      tests: { [discovery]: ['lists User and Group as they can be reached'] },
    },
    {
      level: 'MUST',
      says: '`/ServiceProviderConfig` says what is supported.',
      tests: {
        [discovery]: ['has every attribute that RFC 7643 5 requires, and says where it is'],
      },
    },
    {
      level: 'MUST',
      says: '`/Schemas` has the schemas of users and groups.',
      tests: { [discovery]: ['lists every schema of every type, each also to be had alone'] },
    },
    {
      level: 'MUST',
      says: 'Every endpoint is behind TLS 1.2 or later.',
      because: 'API Gateway serves HTTPS alone, by TLS 1.2 or later.',
    },
    {
      level: 'MUST',
      says: 'Errors are SCIM’s, and say nothing of the inside.',
      tests: {
        'scim-api/rfc7644-3-12-errors': [
          'something unforeseen: 500 with the id to quote and no more; the rest is reported',
        ],
      },
    },
    {
      level: 'MUST',
      says: 'Access tokens expire, and nothing can be replayed.',
      tests: { [tokens]: ['gives a token that opens the directory for an hour'] },
      notYet:
        'An assertion may be shown again while it is good; each time it gives a token for the same client.',
    },
    {
      level: 'MUST',
      says: 'Every action is recorded.',
      tests: {
        'admin/events': ['tells who did what, the last first, and goes on before that'],
        'scim-api/events': [
          'say who did it, why and under which request, and how the user is known',
        ],
      },
    },
    {
      level: 'MUST',
      says: 'Every endpoint is limited.',
      tests: {
        [rate]: ['slows down no other directory, of the tenant or of another'],
        'infra/template': ['is throttled'],
      },
    },
  ],
};
