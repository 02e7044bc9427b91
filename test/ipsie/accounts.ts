import { scimProfile } from './al1-scim.ts';
import type { Part } from './requirement.ts';

const roles = 'sessions/roles/roles-of';
const jit = 'sign-in/jit/arrive';
const outbound =
  'There is no SCIM towards applications yet. They hear of it by events, webhooks and logout tokens, and by what tokens say.';

const levels: Part = {
  prefix: 'AL',
  title: 'AL1 to AL3, by level',
  source: 'levels',
  requirements: [
    {
      level: 'MUST',
      says: 'AL1, application: the identity service can suspend, archive or delete people.',
      tests: {
        'oidc-provider/end-of-access': [
          'after the answer to SCIM the very next request is refused, whatever it shows',
        ],
        'identity/lifecycle-state': [
          'whoever moves a user by whatever route, the machine does what the model says',
        ],
        'sign-in/jit/arrive-shut-out': ['nobody gets in, and nothing is written'],
      },
    },
    {
      level: 'MUST',
      says: 'AL1, identity service: accounts are taken away at the application.',
      tests: {
        'sessions/offboard': [
          'is told to every app that got tokens, and receipted with all that it reached',
        ],
      },
      notYet: outbound,
    },
    {
      level: 'MUST',
      says: 'AL2, application: people are created and updated before they ever sign in.',
      tests: {
        'scim-api/rfc7644-3-3-create': ['answers 201 with the resource, its Location and its ETag'],
        [jit]: ['is known by what the directory calls them, and linked'],
      },
    },
    {
      level: 'MUST NOT',
      says: 'AL2, application: nobody changes by hand, or by a sign-in, what the identity service gives.',
      tests: {
        'sign-in/jit/reconcile-attributes': [
          '%s: what the directory gave stays',
          'always: what the directory took away stays away',
        ],
      },
      notYet:
        'An administrator may deactivate, suspend and delete whom a directory manages: that takes rights away alone.',
    },
    {
      level: 'MUST',
      says: 'AL2, application: groups map to roles.',
      tests: {
        [roles]: [
          'the id of a group, for direct members and for those of a group in it',
          'a link to a connection, and by a value that its groups claim had',
          'an unmapped group grants nothing, whatever its name',
        ],
        'sessions/roles/grant-roles': [
          'are those that were assigned, and those of the rules that hold, but for what one of these denies',
        ],
      },
    },
    {
      level: 'MUST',
      says: 'AL2, identity service: people and their profiles are kept in step at the application.',
      notYet: outbound,
    },
    {
      level: 'MUST',
      says: 'AL2, identity service: memberships of groups are kept in step at the application.',
      notYet: outbound,
    },
    {
      level: 'MUST',
      says: 'AL3, application: its roles are shown to the identity service.',
      notYet: 'The roles that rules may grant are shown by the admin API, not over SCIM.',
    },
    {
      level: 'MUST',
      says: 'AL3, identity service: roles of the application are taken over and mapped to people.',
      notYet: 'Roles are named in rules; applications do not announce theirs.',
    },
    {
      level: 'MUST',
      says: 'AL3, identity service: the roles of people are kept in step at the application.',
      tests: {
        'oidc-provider/sign-in': ['gets tokens for the person, and everything that they say'],
      },
      notYet:
        'They are in tokens, from sign-in to sign-in and with each refresh, and nowhere in between.',
    },
  ],
};

export const accounts: readonly Part[] = [levels, scimProfile];
