import { beforeAll, describe, expect, test } from 'vitest';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

let world: AdminWorld;
beforeAll(async () => {
  world = await createAdminWorld();
  await world.admin('POST', '/tenants', { name: 'acme' });
  await world.admin('POST', '/tenants', { name: 'globex' });
});

describe('directories', () => {
  test('are lenient and see the tenant unless they are told otherwise', async () => {
    const { status, body } = await world.admin('POST', '/tenants/acme/directories', { name: 'hr' });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: 'hr',
      name: 'hr',
      requestsPerSecond: 100,
      burst: 3_000,
      dialect: 'lenient',
      visibility: 'tenant',
      createdAt: expect.any(String),
      scimBaseUrl: 'https://api.example.com/scim/v2',
    });
    expect((await world.admin('GET', '/tenants/acme/directories/hr')).body).toEqual(body);
  });

  test('are listed for their own tenant alone', async () => {
    const settings = { name: 'entra', dialect: 'entra', visibility: 'own' };
    await world.admin('POST', '/tenants/globex/directories', settings);
    const { body } = await world.admin('GET', '/tenants/globex/directories');
    expect(body.directories).toEqual([expect.objectContaining(settings)]);
    expect((await world.admin('GET', '/tenants/acme/directories/entra')).status).toBe(404);
  });

  test('have a name once in a tenant', async () => {
    const create = (tenant: string) =>
      world.admin('POST', `/tenants/${tenant}/directories`, { name: 'twice' });
    expect((await create('acme')).status).toBe(201);
    expect((await create('globex')).status).toBe(201);
    const { status, body } = await create('acme');
    expect(status).toBe(409);
    expect(body.error.message).toBe('The directory twice of acme exists already.');
  });

  test.each([
    ['POST', '/tenants/nobody/directories', { name: 'x' }, 'tenant nobody'],
    ['GET', '/tenants/nobody/directories', undefined, 'tenant nobody'],
    ['POST', '/tenants/nobody/directories/hr/tokens', {}, 'tenant nobody'],
    ['POST', '/tenants/acme/directories/nothing/tokens', {}, 'directory nothing'],
    ['GET', '/tenants/acme/directories/nothing/tokens', undefined, 'directory nothing'],
  ])('%s %s is told what is missing', async (method, path, sent, missing) => {
    const { status, body } = await world.admin(method, path, sent);
    expect(status).toBe(404);
    expect(body.error.message).toContain(`There is no ${missing}.`);
  });
});

describe('the address that the API tells', () => {
  const baseUrlAt = async (url: string) => {
    const response = await world.adminApi(new Request(url), 'request-1');
    const { directories } = await response.json();
    return directories[0].scimBaseUrl;
  };

  test.each([
    ['http://127.0.0.1:8787/admin/v1', 'http://127.0.0.1:8787/scim/v2'],
    ['https://id.example.com/a-stage/admin/v1', 'https://id.example.com/a-stage/scim/v2'],
  ])('at %s it is %s', async (root, scimBaseUrl) => {
    await world.admin('POST', '/tenants/acme/directories', { name: 'addressed' });
    expect(await baseUrlAt(`${root}/tenants/acme/directories`)).toBe(scimBaseUrl);
  });

  test.each(['/admin/v1tenants', '/admin/v2/tenants', '/tenants', '/admin'])(
    'there is nothing at %s',
    async (path) => {
      const request = new Request(`https://api.example.com${path}`);
      expect((await world.adminApi(request, 'request-1')).status).toBe(404);
    },
  );
});
