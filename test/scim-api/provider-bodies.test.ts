import { describe, expect, test } from 'vitest';
import { ENTERPRISE_USER, GROUP, USER } from '#shared/scim/messages.ts';
import type { Body } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { employeeBody, groupBody, patchBody, userBody } from './support/request-bodies.ts';

const MICROSOFT = 'urn:ietf:params:scim:schemas:extension:Microsoft:Entra:2.0:User';
const AZURE_GROUP = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group';

const role = (value: string) =>
  JSON.stringify({ id: '18d1', value, displayName: `The ${value}`, origin: 'Application' });

inEachDialect(['entra', 'lenient'], (it) => {
  let count = 0;

  const created = async (rest: object = {}): Promise<Body> => {
    count += 1;
    const sent = userBody(`sent${count}`, rest);
    const { status, body } = await it.client('POST', '/Users', sent);
    expect({ status, detail: body.detail }).toEqual({ status: 201, detail: undefined });
    return body;
  };

  const patched = async (user: Body, ...operations: object[]): Promise<Body> => {
    const answer = await it.client('PATCH', `/Users/${user.id}`, patchBody(...operations));
    expect({ status: answer.status, detail: answer.body?.detail }).toEqual({
      status: 200,
      detail: undefined,
    });
    return answer.body;
  };

  describe('a clear of what is not there', () => {
    test.each([
      { op: 'Remove', path: 'title' },
      { op: 'Replace', path: 'title', value: '' },
      { op: 'Replace', path: 'title', value: null },
      { op: 'Add', path: 'title', value: null },
      { op: 'Replace', path: 'emails', value: [] },
      { op: 'Remove', path: 'name.middleName' },
      { op: 'Replace', path: 'name.middleName', value: '' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: '' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: null },
      { op: 'Remove', path: 'emails[type eq "work"]' },
      { op: 'Remove', path: 'emails[type eq "work"].value' },
      { op: 'Remove', path: `${ENTERPRISE_USER}:manager` },
      { op: 'Replace', path: `${ENTERPRISE_USER}:manager`, value: '' },
      { op: 'Replace', path: `${ENTERPRISE_USER}:manager.value`, value: null },
      { op: 'Remove', path: ENTERPRISE_USER },
      { op: 'Replace', value: { title: '', nickName: null, 'name.middleName': '' } },
      { op: 'Replace', value: { [ENTERPRISE_USER]: { department: '', manager: null } } },
      { op: 'Replace', value: { [`${ENTERPRISE_USER}:department`]: '' } },
    ])('%j changes nothing', async (operation) => {
      const user = await created();
      expect(await patched(user, operation)).toEqual(user);
    });
  });

  describe('one value for a list, one element for one value', () => {
    test.each<[object, object]>([
      [{ path: 'title', value: ['x'] }, { title: 'x' }],
      [{ path: 'title', value: [{ value: 'x' }] }, { title: 'x' }],
      [{ path: 'active', value: ['False'] }, { active: false }],
      [{ path: 'name.givenName', value: [{ value: 'x' }] }, { name: { givenName: 'x' } }],
      [{ path: 'emails', value: { value: 'a@b' } }, { emails: [{ value: 'a@b' }] }],
      [{ path: 'emails', value: 'a@b' }, { emails: [{ value: 'a@b' }] }],
      [{ value: { active: 'False', title: ['x'] } }, { active: false, title: 'x' }],
      [
        { path: 'emails[type eq "work"].value', value: [{ value: 'a@b' }] },
        { emails: [{ type: 'work', value: 'a@b' }] },
      ],
      [
        { path: `${ENTERPRISE_USER}:manager`, value: [{ $ref: '../Users/7', value: '7' }] },
        { [ENTERPRISE_USER]: { manager: { $ref: '../Users/7', value: '7' } } },
      ],
      [
        { value: { [`${ENTERPRISE_USER}:manager`]: '7' } },
        { [ENTERPRISE_USER]: { manager: { value: '7' } } },
      ],
      [
        {
          value: { [`${ENTERPRISE_USER}:manager.value`]: '7', 'emails[type eq "work"].value': 'x' },
        },
        {
          [ENTERPRISE_USER]: { manager: { value: '7' } },
          emails: [{ type: 'work', value: 'x' }],
        },
      ],
    ])('%j', async (operation, expected) => {
      const user = await created();
      for (const op of ['Add', 'Replace']) {
        expect(await patched(user, { op, ...operation })).toMatchObject(expected);
      }
    });
  });

  test('another manager takes the reference to the old one along', async () => {
    const path = `${ENTERPRISE_USER}:manager`;
    const old = { value: '7', $ref: '../Users/7' };
    const managed = (manager: object) =>
      created({ schemas: [USER, ENTERPRISE_USER], [ENTERPRISE_USER]: { manager } });
    for (const operation of [
      { op: 'Replace', path, value: '8' },
      { op: 'Add', path, value: { value: '8' } },
      { op: 'Replace', path: `${path}.value`, value: '8' },
    ]) {
      const user = await managed(old);
      const { manager } = (await patched(user, operation))[ENTERPRISE_USER];
      expect(manager).toEqual({ value: '8' });
    }
    const user = await managed({ $ref: old.$ref });
    const added = await patched(user, { op: 'Add', path: `${path}.value`, value: '7' });
    expect(added[ENTERPRISE_USER].manager).toEqual(old);
  });

  describe('what a filter of a path says becomes the value that it looked for', () => {
    test.each<[string, unknown, Body]>([
      ['roles[primary eq "True"].value', 'admin', { primary: true, value: 'admin' }],
      ['roles[primary eq "True"].display', 'Admin', { primary: true, display: 'Admin' }],
      ['phoneNumbers[type eq "mobile"].value', '1', { type: 'mobile', value: '1' }],
      [
        'ims[type eq "xmpp" and primary eq true].value',
        'me',
        { type: 'xmpp', primary: true, value: 'me' },
      ],
      ['addresses[type eq "work"].locality', 'Oslo', { type: 'work', locality: 'Oslo' }],
    ])('%s', async (path, value, expected) => {
      const [name = ''] = path.split('[');
      for (const op of ['Add', 'Replace']) {
        const user = await created();
        expect((await patched(user, { op, path, value }))[name]).toEqual([expected]);
        // The second time it is there, and changes.
        expect((await patched(user, { op, path, value }))[name]).toEqual([expected]);
      }
    });
  });

  describe('roles of an application as JSON in a text', () => {
    test('in a body, in a list of a PATCH, and by a path', async () => {
      const expected = { value: 'admin', display: 'The admin' };
      const user = await created({ roles: [{ primary: 'True', value: role('admin') }] });
      expect(user.roles).toEqual([{ ...expected, primary: true }]);
      const list = [{ value: role('admin') }, { value: role('guest') }];
      const both = await patched(user, { op: 'Replace', path: 'roles', value: list });
      expect(both.roles).toEqual([expected, { value: 'guest', display: 'The guest' }]);
      const one = await patched(await created(), {
        op: 'Add',
        path: 'roles',
        value: [role('admin')],
      });
      expect(one.roles).toEqual([expected]);
    });
  });

  describe('schemas and attributes of their own', () => {
    test('are dropped from a user and from a group', async () => {
      const user = await it.client('POST', '/Users', {
        ...employeeBody('microsoft', { department: 'D', 'extra-attribute': 1 }),
        schemas: [USER, ENTERPRISE_USER, MICROSOFT],
        [MICROSOFT]: { extensionAttribute1: 'x' },
        kind: 'Member',
      });
      expect(user.status).toBe(201);
      expect(Object.keys(user.body).toSorted()).toEqual(
        [...['schemas', 'id', 'userName', 'active', 'meta'], ENTERPRISE_USER].toSorted(),
      );
      expect(user.body[ENTERPRISE_USER]).toEqual({ department: 'D' });
      const group = await it.client('POST', '/Groups', {
        ...groupBody('Microsoft'),
        schemas: [GROUP, AZURE_GROUP],
        meta: { resourceType: 'Group' },
      });
      expect([group.status, group.body.schemas]).toEqual([201, [GROUP]]);
    });

    test('a value may say the id that the resource has, not another one', async () => {
      const user = await created();
      const value = { id: user.id, title: 'x' };
      expect((await patched(user, { op: 'Replace', value })).title).toBe('x');
      const other = patchBody({ op: 'Replace', value: { ...value, id: 'another' } });
      const refused = await it.client('PATCH', `/Users/${user.id}`, other);
      expectRefusal(refused, 400, 'mutability', /\bid\b/);
    });

    test('parameters that nobody knows are ignored', async () => {
      const user = await created();
      const query = '?api-version=1&aadOptscim062020=&x=%00';
      expect((await it.client('GET', `/Users/${user.id}${query}`)).body).toEqual(user);
      const patch = patchBody({ op: 'Add', path: 'title', value: 'x' });
      expect((await it.client('PATCH', `/Users/${user.id}${query}`, patch)).status).toBe(200);
      expect((await it.client('GET', `/Users${query}&count=1`)).body.itemsPerPage).toBe(1);
    });
  });

  test('members are removed by a list of them, and no others', async () => {
    const users = [await created(), await created(), await created()];
    const [first, second, third] = users.map(({ id }) => id);
    const { id } = (await it.client('POST', '/Groups', groupBody('List', [first, second, third])))
      .body;
    const removals = [
      { op: 'Remove', path: 'members', value: [{ value: first }, { value: 'never-a-member' }] },
      { op: 'Remove', path: 'members', value: [{ $ref: null, value: second }] },
    ];
    for (const [n, removal] of removals.entries()) {
      expect((await it.client('PATCH', `/Groups/${id}`, patchBody(removal))).status).toBe(204);
      const { members } = (await it.client('GET', `/Groups/${id}`)).body;
      const left = members.map(({ value }: Body) => value).toSorted();
      expect(left).toEqual([first, second, third].slice(n + 1).toSorted());
    }
  });
});
