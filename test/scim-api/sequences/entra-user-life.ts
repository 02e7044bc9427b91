import { ENTERPRISE_USER, PATCH_OP, USER } from '#shared/scim/messages.ts';
import type { Sequence } from './sequence.ts';

const patch = (...Operations: object[]) => ({ schemas: [PATCH_OP], Operations });

/** Match by externalId and name, create, then PATCH in Entra's own spelling; soft delete, hard delete. */
export const entraUserLife: Sequence = {
  name: 'Entra: the life of a user',
  dialects: ['entra', 'lenient'],
  steps: [
    {
      note: 'the connection is tested with a name nobody has',
      send: 'GET /Users?filter=userName eq "7f1c6a1e-4a5b-4f0e-9a8f-000000000000"',
      status: 200,
      answer: { totalResults: 0, Resources: [] },
    },
    {
      note: 'the manager first',
      send: 'POST /Users',
      body: { schemas: [USER], userName: 'boss@contoso.example', externalId: 'boss' },
      status: 201,
      keep: { boss: 'id' },
    },
    {
      note: 'created with the enterprise extension named, and empty parts',
      send: 'POST /Users',
      body: {
        schemas: [USER, ENTERPRISE_USER],
        externalId: 'ivo',
        userName: 'Ivo@contoso.example',
        active: true,
        displayName: 'Ivo Dahl',
        emails: [{ primary: true, type: 'work', value: 'ivo@contoso.example' }],
        meta: { resourceType: 'User' },
        name: { formatted: 'Ivo Dahl', familyName: 'Dahl', givenName: 'Ivo' },
        roles: [],
        [ENTERPRISE_USER]: { department: 'Sales', employeeNumber: '17' },
      },
      status: 201,
      answer: { externalId: 'ivo', roles: null, [ENTERPRISE_USER]: { employeeNumber: '17' } },
      keep: { id: 'id' },
    },
    {
      note: 'matched by externalId',
      send: 'GET /Users?filter=externalId eq "ivo"',
      status: 200,
      answer: { totalResults: 1, Resources: [{ id: '{id}' }] },
    },
    {
      note: 'values that are there are replaced, values that are not come into being',
      send: 'PATCH /Users/{id}',
      body: patch(
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'ivo.dahl@contoso.example' },
        { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+46 70 000 00 00' },
        { op: 'Add', path: 'addresses[type eq "work"].locality', value: 'Lund' },
        { op: 'Add', path: 'addresses[type eq "work"].country', value: 'SE' },
        { op: 'Replace', path: 'name.familyName', value: 'Dahlberg' },
        { op: 'Add', path: `${ENTERPRISE_USER}:manager`, value: '{boss}' },
        { op: 'Replace', path: `${ENTERPRISE_USER}:department`, value: 'Support' },
      ),
      status: 200,
      answer: {
        emails: [{ type: 'work', value: 'ivo.dahl@contoso.example', primary: true }],
        phoneNumbers: [{ type: 'mobile', value: '+46 70 000 00 00' }],
        addresses: [{ type: 'work', locality: 'Lund', country: 'SE' }],
        name: { familyName: 'Dahlberg', givenName: 'Ivo' },
        [ENTERPRISE_USER]: { manager: { value: '{boss}' }, department: 'Support' },
        meta: { version: 'W/"2"' },
      },
    },
    {
      note: 'several attributes without a path, paths as keys',
      send: 'PATCH /Users/{id}',
      body: patch({
        op: 'Add',
        value: {
          displayName: 'Ivo Dahlberg',
          'name.formatted': 'Ivo Dahlberg',
          [`${ENTERPRISE_USER}:costCenter`]: 'CC-9',
        },
      }),
      status: 200,
      answer: {
        displayName: 'Ivo Dahlberg',
        name: { formatted: 'Ivo Dahlberg' },
        [ENTERPRISE_USER]: { costCenter: 'CC-9' },
      },
    },
    {
      note: 'a role of an application, JSON in a text',
      send: 'PATCH /Users/{id}',
      body: patch({
        op: 'Add',
        path: 'roles',
        value: [{ value: '{"id":"18d1","value":"Admin","displayName":"Administrator"}' }],
      }),
      status: 200,
      answer: { roles: [{ value: 'Admin', display: 'Administrator' }] },
    },
    {
      note: 'an attribute that lost its value in the source',
      send: 'PATCH /Users/{id}',
      body: patch(
        { op: 'Remove', path: 'phoneNumbers[type eq "mobile"].value' },
        { op: 'Replace', path: 'displayName', value: '' },
      ),
      status: 200,
      answer: { phoneNumbers: null, displayName: null },
    },
    {
      note: 'soft delete, the boolean as a text',
      send: 'PATCH /Users/{id}',
      body: patch({ op: 'Replace', path: 'active', value: 'False' }),
      status: 200,
      answer: { active: false },
    },
    {
      note: 'the same again changes nothing',
      send: 'PATCH /Users/{id}',
      body: patch({ op: 'Replace', path: 'active', value: 'False' }),
      status: 200,
      answer: { active: false, meta: { version: 'W/"6"' } },
    },
    {
      note: 'restored',
      send: 'PATCH /Users/{id}',
      body: patch({ op: 'Replace', path: 'active', value: true }),
      status: 200,
      answer: { active: true },
    },
    {
      note: 'an attribute that the mapping invented is dropped',
      send: 'PATCH /Users/{id}',
      body: patch({ op: 'Add', value: { title: 'Agent', extensionAttribute1: 'x' } }),
      status: 200,
      answer: { title: 'Agent', extensionAttribute1: null },
    },
    { note: 'hard delete', send: 'DELETE /Users/{id}', status: 204 },
    { note: 'again', send: 'DELETE /Users/{id}', status: 404, answer: { status: '404' } },
  ],
};
