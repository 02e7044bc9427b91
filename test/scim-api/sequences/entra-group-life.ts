import { GROUP, PATCH_OP, USER } from '#shared/scim/messages.ts';
import type { Sequence } from './sequence.ts';

const patch = (...Operations: object[]) => ({ schemas: [PATCH_OP], Operations });

/** Groups by externalId and name, members never asked for whole, added and removed by value. */
export const entraGroupLife: Sequence = {
  name: 'Entra: the life of a group',
  dialects: ['entra', 'lenient'],
  steps: [
    {
      note: 'a member to be',
      send: 'POST /Users',
      body: { schemas: [USER], userName: 'm.one@contoso.example' },
      status: 201,
      keep: { one: 'id' },
    },
    {
      note: 'another',
      send: 'POST /Users',
      body: { schemas: [USER], userName: 'm.two@contoso.example' },
      status: 201,
      keep: { two: 'id' },
    },
    {
      note: 'looked for by externalId, without members',
      send: 'GET /Groups?excludedAttributes=members&filter=externalId eq "g-77"',
      status: 200,
      answer: { totalResults: 0 },
    },
    {
      note: 'looked for by name',
      send: 'GET /Groups?excludedAttributes=members&filter=displayName eq "Support"',
      status: 200,
      answer: { totalResults: 0 },
    },
    {
      note: 'created, with the type of the resource in meta',
      send: 'POST /Groups',
      body: {
        schemas: [GROUP],
        externalId: 'g-77',
        displayName: 'Support',
        meta: { resourceType: 'Group' },
      },
      status: 201,
      answer: { externalId: 'g-77', displayName: 'Support' },
      keep: { group: 'id' },
    },
    {
      note: 'read without members',
      send: 'GET /Groups/{group}?excludedAttributes=members',
      status: 200,
      answer: { id: '{group}', members: null },
    },
    {
      note: 'two members in one operation',
      send: 'PATCH /Groups/{group}',
      body: patch({ op: 'Add', path: 'members', value: [{ value: '{one}' }, { value: '{two}' }] }),
      status: 204,
    },
    {
      note: 'is this one a member? asked by a filter over both',
      send: 'GET /Groups?filter=id eq "{group}" and members eq "{two}"&attributes=id',
      status: 200,
      answer: { totalResults: 1, Resources: [{ id: '{group}', displayName: null }] },
    },
    {
      note: 'a member removed by value, in a list',
      send: 'PATCH /Groups/{group}',
      body: patch({ op: 'Remove', path: 'members', value: [{ value: '{one}' }] }),
      status: 204,
    },
    {
      note: 'and no more found',
      send: 'GET /Groups?filter=id eq "{group}" and members eq "{one}"&attributes=id',
      status: 200,
      answer: { totalResults: 0 },
    },
    {
      note: 'the other one still is',
      send: 'GET /Groups/{group}',
      status: 200,
      answer: { members: [{ value: '{two}' }] },
    },
    {
      note: 'renamed',
      send: 'PATCH /Groups/{group}',
      body: patch({ op: 'Replace', path: 'displayName', value: 'Support Nordic' }),
      status: 204,
    },
    {
      note: 'found by the new name only',
      send: 'GET /Groups?filter=displayName eq "support nordic"',
      status: 200,
      answer: { totalResults: 1, Resources: [{ id: '{group}' }] },
    },
    {
      note: 'a nested group',
      send: 'POST /Groups',
      body: { schemas: [GROUP], displayName: 'Outer', members: [{ value: '{group}' }] },
      status: 201,
      answer: { members: [{ value: '{group}', type: 'Group' }] },
      keep: { outer: 'id' },
    },
    { note: 'deleted', send: 'DELETE /Groups/{group}', status: 204 },
    {
      note: 'and out of the group that it was in',
      send: 'GET /Groups/{outer}',
      status: 200,
      answer: { members: null, meta: { version: 'W/"2"' } },
    },
  ],
};
