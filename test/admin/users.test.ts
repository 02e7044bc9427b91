import { beforeAll, describe, expect, test } from 'vitest';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

let world: AdminWorld;
beforeAll(async () => {
  world = await createAdminWorld();
  await push('acme', 'okta', {}, ['ada', 'Alan', 'grace']);
  await push('acme', 'vendor', { visibility: 'own' }, ['mallory']);
  await push('globex', 'okta', {}, ['hank']);
});

async function push(tenant: string, directory: string, settings: object, names: string[]) {
  const path = await world.directory(tenant, directory, settings);
  const { token } = (await world.admin('POST', `${path}/tokens`, {})).body;
  for (const userName of names) {
    const { status } = await world.scim(token)('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName,
      externalId: `${directory}-${userName}`,
      ...(userName === 'ada' && { displayName: 'Ada Lovelace', active: false }),
    });
    expect(status).toBe(201);
  }
}

const listed = async (path: string) => {
  const { status, body } = await world.admin('GET', `/tenants/${path}`);
  expect(status).toBe(200);
  return { ...body, users: body.users.map((user: { userName: string }) => user.userName) };
};

describe('users', () => {
  test('are shown with what an operator looks for', async () => {
    const { body } = await world.admin('GET', '/tenants/acme/users?count=2');
    expect(body).toEqual({
      total: 3,
      startIndex: 1,
      users: [
        {
          id: expect.any(String),
          userName: 'ada',
          displayName: 'Ada Lovelace',
          active: false,
          state: 'deactivated',
          externalIds: { okta: 'okta-ada' },
          version: 1,
          created: expect.any(String),
          lastModified: expect.any(String),
        },
        expect.not.objectContaining({ displayName: expect.anything() }),
      ],
    });
    expect(body.users[1]).toMatchObject({ userName: 'Alan', active: true });
  });

  test('are those that the directories of the tenant share', async () => {
    expect(await listed('acme/users')).toMatchObject({ total: 3, users: ['ada', 'Alan', 'grace'] });
    expect(await listed('globex/users')).toMatchObject({ total: 1, users: ['hank'] });
  });

  test('are those that a directory sees, when it is named', async () => {
    expect(await listed('acme/users?directory=okta')).toMatchObject({ total: 3 });
    expect(await listed('acme/users?directory=vendor')).toMatchObject({ users: ['mallory'] });
    const { status, body } = await world.admin('GET', '/tenants/acme/users?directory=none');
    expect(status).toBe(404);
    expect(body.error.message).toContain('no directory none');
  });

  test('are found by name, whatever its case, and nobody else is', async () => {
    expect(await listed('acme/users?userName=aLAN')).toMatchObject({ total: 1, users: ['Alan'] });
    for (const nobody of ['al', 'hank', 'mallory', '', '%23', 'a%00']) {
      expect(await listed(`acme/users?userName=${nobody}`)).toMatchObject({ total: 0, users: [] });
    }
  });

  test('come in pages', async () => {
    expect(await listed('acme/users?startIndex=2&count=1')).toEqual({
      total: 3,
      startIndex: 2,
      users: ['Alan'],
    });
    expect(await listed('acme/users?startIndex=9')).toMatchObject({ total: 3, users: [] });
    expect(await listed('acme/users?count=0')).toMatchObject({ total: 3, users: [] });
    expect(await listed('acme/users?startIndex=0&count=999')).toMatchObject({ startIndex: 1 });
  });

  test.each([
    ['username=ada', 'query: does not take username'],
    ['startIndex=x', 'startIndex: is not a whole number'],
    ['startIndex=-1', 'startIndex: is not a whole number'],
    ['count=', 'count: is not a whole number'],
    ['count=1e3', 'count: is not a whole number'],
    ['count=1&count=2', 'count: is there twice'],
    ['__proto__=1', '__proto__'],
  ])('are not listed for the query %s', async (query, problem) => {
    const { status, body } = await world.admin('GET', `/tenants/acme/users?${query}`);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'invalidValue' });
    expect(body.error.message).toContain(problem);
  });
});
