import { beforeAll, describe, expect, test } from 'vitest';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

let world: AdminWorld;
let ids: Record<string, string>;
beforeAll(async () => {
  world = await createAdminWorld();
  ids = {
    ...(await push('acme', 'okta', {}, ['ada', 'alan', 'grace'])),
    ...(await push('acme', 'vendor', { visibility: 'own' }, ['mallory'])),
  };
});

async function push(tenant: string, directory: string, settings: object, names: string[]) {
  const path = await world.directory(tenant, directory, settings);
  const { token } = (await world.admin('POST', `${path}/tokens`, {})).body;
  const created = names.map(async (userName) => {
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
    const { status, body } = await world.scim(token)('POST', '/Users', { schemas, userName });
    expect(status).toBe(201);
    return [userName, body.id];
  });
  return Object.fromEntries(await Promise.all(created));
}

const post = (name: string, verb: string, query = '') =>
  world.admin('POST', `/tenants/acme/users/${ids[name] ?? name}/${verb}${query}`, {});

const lastChange = async (name: string) => {
  const path = `/tenants/acme/users/${ids[name]}/timeline`;
  const { changes } = (await world.admin('GET', path)).body;
  const [{ actor, cause, requestId, version, events }] = changes;
  return { actor, cause, requestId, version, events: events.map((e: { type: string }) => e.type) };
};

describe('an operator', () => {
  test('locks a user out and lets them in again; what is so already is not written', async () => {
    for (const [verb, active, version] of [
      ['deactivate', false, 2],
      ['deactivate', false, 2],
      ['reactivate', true, 3],
      ['reactivate', true, 3],
    ] as const) {
      const { status, body } = await post('ada', verb);
      expect({ status, ...body }).toMatchObject({ status: 200, userName: 'ada', active, version });
    }
    expect(await lastChange('ada')).toEqual({
      actor: { type: 'admin', id: 'admin-api' },
      cause: 'admin',
      requestId: 'request-1',
      version: 3,
      events: ['user.reactivated'],
    });
  });

  test('stages and suspends, says why, and shows where the user stands since when', async () => {
    const path = `/tenants/acme/users/${ids['grace']}`;
    expect((await world.admin('POST', `${path}/stage`)).body).toMatchObject({ state: 'staged' });
    await post('grace', 'reactivate');
    const reason = 'Laptop lost';
    const { status } = await world.admin('POST', `${path}/suspend`, { reason });
    expect(status).toBe(200);
    const { body } = await world.admin('GET', path);
    expect(body).toMatchObject({ active: false, state: 'suspended', by: 'admin' });
    expect(body.since).toBe(body.lastModified);
    const { changes } = (await world.admin('GET', `${path}/timeline`)).body;
    expect(changes[0].events).toEqual([
      { type: 'user.suspended', data: expect.objectContaining({ state: 'suspended', reason }) },
    ]);
    const refused = await post('grace', 'stage');
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('A user who is suspended cannot become staged');
    expect((await world.admin('POST', `${path}/suspend`, { why: '' })).status).toBe(400);
    await post('grace', 'reactivate');
  });

  test('signs a user out everywhere, who stays as they are', async () => {
    expect((await post('alan', 'sign-out')).body).toMatchObject({ active: true, version: 2 });
    expect(await lastChange('alan')).toMatchObject({ version: 2, events: ['user.signed_out'] });
  });

  test('finds who belongs to a directory by its name alone', async () => {
    expect((await post('mallory', 'deactivate')).status).toBe(404);
    const { status, body } = await post('mallory', 'deactivate', '?directory=vendor');
    expect({ status, active: body.active }).toEqual({ status: 200, active: false });
  });

  test.each([
    ['nobody', 'deactivate', '', 404],
    ['019cad3e-9c2b-7d11-8a41-0f6a1f0b2c3d', 'sign-out', '', 404],
    ['grace', 'deactivate', '?directory=none', 404],
    ['grace', 'deactivate', '?user=x', 400],
    ['grace', 'promote', '', 404],
  ])('cannot: %s %s%s', async (name, verb, query, status) => {
    expect((await post(name, verb, query)).status).toBe(status);
  });
});
