import { LIST_RESPONSE, PATCH_OP, USER } from '#shared/scim/messages.ts';
import type { Sequence } from './sequence.ts';

const profile = {
  schemas: [USER],
  userName: 'greta.holm@example.com',
  name: { givenName: 'Greta', familyName: 'Holm' },
  emails: [{ primary: true, value: 'greta.holm@example.com', type: 'work' }],
  displayName: 'Greta Holm',
  locale: 'sv-SE',
  externalId: '00ugreta',
  groups: [],
  active: true,
};

/** Import test, match, create with a password, profile push by PUT, deactivate, find again, reactivate. */
export const oktaUserLife: Sequence = {
  name: 'Okta: the life of a user',
  dialects: ['okta', 'strict', 'lenient'],
  steps: [
    {
      note: 'the connection is tested with a short page',
      send: 'GET /Users?startIndex=1&count=2',
      status: 200,
      answer: { schemas: [LIST_RESPONSE], totalResults: 0, startIndex: 1, itemsPerPage: 0 },
    },
    {
      note: 'groups are imported in pages',
      send: 'GET /Groups?startIndex=1&count=100',
      status: 200,
      answer: { totalResults: 0, Resources: [] },
    },
    {
      note: 'nobody matches yet',
      send: 'GET /Users?filter=userName eq "greta.holm@example.com"&startIndex=1&count=100',
      status: 200,
      answer: { totalResults: 0, Resources: [] },
    },
    {
      note: 'the user is created with a password nobody will see again',
      send: 'POST /Users',
      body: { ...profile, password: 'Rand0m!' },
      status: 201,
      answer: { ...profile, groups: null, password: null, meta: { version: 'W/"1"' } },
      keep: { id: 'id', location: 'meta.location' },
    },
    {
      note: 'the user is read back',
      send: 'GET /Users/{id}',
      status: 200,
      answer: { id: '{id}', userName: profile.userName, meta: { location: '{location}' } },
    },
    {
      note: 'the same assignment again finds the user',
      send: 'GET /Users?filter=userName eq "Greta.Holm@Example.com"&startIndex=1&count=100',
      status: 200,
      answer: { totalResults: 1, Resources: [{ id: '{id}', active: true }] },
    },
    {
      note: 'and a second create is a conflict',
      send: 'POST /Users',
      body: profile,
      status: 409,
      answer: { scimType: 'uniqueness', status: '409' },
    },
    {
      note: 'a profile change comes as a whole, with the id in the body',
      send: 'PUT /Users/{id}',
      body: { ...profile, id: '{id}', displayName: 'Greta H.', title: 'Engineer', nickName: null },
      status: 200,
      answer: {
        id: '{id}',
        displayName: 'Greta H.',
        title: 'Engineer',
        meta: { version: 'W/"2"' },
      },
    },
    {
      note: 'a password is pushed, which changes nothing that is kept',
      send: 'PATCH /Users/{id}',
      body: { schemas: [PATCH_OP], Operations: [{ op: 'replace', value: { password: 'Next!1' } }] },
      status: 200,
      answer: { password: null, meta: { version: 'W/"2"' } },
    },
    {
      note: 'the user is unassigned',
      send: 'PATCH /Users/{id}',
      body: { schemas: [PATCH_OP], Operations: [{ op: 'replace', value: { active: false } }] },
      status: 200,
      answer: { id: '{id}', active: false, displayName: 'Greta H.', title: 'Engineer' },
    },
    {
      note: 'an inactive user is still there to be found',
      send: 'GET /Users?filter=userName eq "greta.holm@example.com"&startIndex=1&count=100',
      status: 200,
      answer: { totalResults: 1, Resources: [{ id: '{id}', active: false }] },
    },
    {
      note: 'reassignment pushes the profile, then activates',
      send: 'PUT /Users/{id}',
      body: { ...profile, id: '{id}', active: true },
      status: 200,
      answer: { active: true, title: null, meta: { version: 'W/"4"' } },
    },
    {
      note: 'a user that somebody deleted is reported as such',
      send: 'GET /Users/00unobody',
      status: 404,
      answer: { status: '404', detail: 'There is no User 00unobody. It may have been deleted.' },
    },
    { note: 'the user is deleted', send: 'DELETE /Users/{id}', status: 204 },
    { note: 'and gone', send: 'GET /Users/{id}', status: 404, answer: { status: '404' } },
  ],
};
