import { GROUP, PATCH_OP, USER } from '#shared/scim/messages.ts';
import type { Sequence } from './sequence.ts';

const patch = (...Operations: object[]) => ({ schemas: [PATCH_OP], Operations });

/** Group push: create empty, rename without a path, members one by one, whole replacement, unlink. */
export const oktaGroupPush: Sequence = {
  name: 'Okta: group push',
  dialects: ['okta', 'strict', 'lenient'],
  steps: [
    {
      note: 'two users are there',
      send: 'POST /Users',
      body: { schemas: [USER], userName: 'p.one@example.com' },
      status: 201,
      keep: { one: 'id' },
    },
    {
      note: 'the second',
      send: 'POST /Users',
      body: { schemas: [USER], userName: 'p.two@example.com' },
      status: 201,
      keep: { two: 'id' },
    },
    {
      note: 'the group is looked for by its name',
      send: 'GET /Groups?filter=displayName eq "Research"&startIndex=1&count=100',
      status: 200,
      answer: { totalResults: 0 },
    },
    {
      note: 'the group is created, empty',
      send: 'POST /Groups',
      body: { schemas: [GROUP], displayName: 'Research', members: [] },
      status: 201,
      answer: { displayName: 'Research', members: null, meta: { version: 'W/"1"' } },
      keep: { group: 'id' },
    },
    {
      note: 'the first member',
      send: 'PATCH /Groups/{group}',
      body: patch({ op: 'add', path: 'members', value: [{ value: '{one}', display: 'p.one' }] }),
      status: [200, 204],
    },
    {
      note: 'the second comes with the new name in the same request',
      send: 'PATCH /Groups/{group}',
      body: patch(
        { op: 'replace', value: { id: '{group}', displayName: 'Research & Development' } },
        { op: 'add', path: 'members', value: [{ value: '{two}', display: 'p.two' }] },
      ),
      status: [200, 204],
    },
    {
      note: 'the group shows both',
      send: 'GET /Groups/{group}',
      status: 200,
      answer: {
        displayName: 'Research & Development',
        members: [
          { value: '{one}', display: 'p.one', type: 'User' },
          { value: '{two}', display: 'p.two', type: 'User' },
        ],
        meta: { version: 'W/"3"' },
      },
    },
    {
      note: 'each user shows the group by its new name',
      send: 'GET /Users/{one}',
      status: 200,
      answer: { groups: [{ value: '{group}', display: 'Research & Development' }] },
    },
    {
      note: 'one leaves',
      send: 'PATCH /Groups/{group}',
      body: patch({ op: 'remove', path: 'members[value eq "{one}"]' }),
      status: [200, 204],
    },
    {
      note: 'the push is repeated whole',
      send: 'PUT /Groups/{group}',
      body: {
        schemas: [GROUP],
        id: '{group}',
        displayName: 'Research & Development',
        members: [{ value: '{two}', display: 'p.two' }],
      },
      status: 200,
      answer: { members: [{ value: '{two}' }], meta: { version: 'W/"4"' } },
    },
    {
      note: 'members are read page by page, so a list may leave them out',
      send: 'GET /Groups?filter=id eq "{group}"&excludedAttributes=members',
      status: 200,
      answer: { totalResults: 1, Resources: [{ id: '{group}', members: null }] },
    },
    {
      note: 'a member that was deleted meanwhile is refused by name',
      send: 'PATCH /Groups/{group}',
      body: patch({ op: 'add', path: 'members', value: [{ value: '{group}x' }] }),
      status: 400,
      answer: { scimType: 'invalidValue' },
    },
    { note: 'the push is unlinked', send: 'DELETE /Groups/{group}', status: 204 },
    {
      note: 'the member stays, without the group',
      send: 'GET /Users/{two}',
      status: 200,
      answer: { groups: null },
    },
  ],
};
