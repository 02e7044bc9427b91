import { beforeAll, describe, expect, test } from 'vitest';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';

let world: AdminWorld;
let ada = '';
let mallory = '';
beforeAll(async () => {
  world = await createAdminWorld();
  ada = await person('acme', 'okta', {}, { userName: 'ada', title: 'Lead' });
  mallory = await person('acme', 'vendor', { visibility: 'own' }, { userName: 'mallory' });
  const rules = [
    { name: 'leads', when: { filter: 'title eq "Lead"' }, grant: ['lead'] },
    { when: { filter: 'title eq "Lead"' }, deny: ['intern'] },
  ];
  expect((await world.admin('PUT', '/tenants/acme/roles', { rules })).status).toBe(200);
});

async function person(tenant: string, directory: string, settings: object, user: object) {
  const path = await world.directory(tenant, directory, settings);
  const { token } = (await world.admin('POST', `${path}/tokens`, {})).body;
  const { body } = await world.scim(token)('POST', '/Users', { schemas: [USER], ...user });
  return body.id;
}

const at = (id: string) => `/tenants/acme/users/${id}/roles`;
const assign = (role: string, path = at(ada)) => world.admin('POST', path, { role });

describe('the roles of a user', () => {
  test('are explained, without a value of any attribute', async () => {
    const { status, body } = await world.admin('GET', at(ada));
    expect(status).toBe(200);
    expect(body).toEqual({
      roles: ['lead'],
      why: [
        {
          role: 'lead',
          effect: 'granted',
          by: {
            kind: 'rule',
            rule: 1,
            name: 'leads',
            reasons: [{ kind: 'attributes', names: ['title'] }],
          },
        },
        {
          role: 'intern',
          effect: 'denied',
          by: { kind: 'rule', rule: 2, reasons: [{ kind: 'attributes', names: ['title'] }] },
        },
      ],
    });
  });

  test('are assigned and taken away, each told of once', async () => {
    expect((await assign('auditor')).body.roles).toEqual(['auditor', 'lead']);
    expect((await assign('auditor')).body.why).toContainEqual({
      role: 'auditor',
      effect: 'granted',
      by: { kind: 'assignment', source: 'admin', id: 'admin-api' },
    });
    expect((await world.admin('DELETE', `${at(ada)}/auditor`)).status).toBe(204);
    expect((await world.admin('GET', at(ada))).body.roles).toEqual(['lead']);
    const { changes } = (await world.admin('GET', `/tenants/acme/users/${ada}/timeline`)).body;
    const told = changes.map(({ actor, events }: Record<string, object[]>) => [actor, events]);
    const event = {
      type: 'user.updated',
      data: expect.objectContaining({ changed: ['assignedRoles'] }),
    };
    const admin = { type: 'admin', id: 'admin-api' };
    expect(told.slice(0, -1)).toEqual([
      [admin, [event]],
      [admin, [event]],
    ]);
  });

  test('that are denied are denied, assigned or not', async () => {
    expect((await assign('intern')).body.roles).toEqual(['lead']);
    await world.admin('DELETE', `${at(ada)}/intern`);
  });

  test('that a rule gives cannot be taken away from one user', async () => {
    const { status, body } = await world.admin('DELETE', `${at(ada)}/lead`);
    expect(status).toBe(404);
    expect(body.error.message).toContain('not assigned');
  });

  test('have names that are fit for a token', async () => {
    for (const wrong of ['', 'a role', '-x', 'x'.repeat(65), 'x\n', 'ä']) {
      expect((await assign(wrong)).status, wrong).toBe(400);
    }
    expect((await assign('deploy:staging.eu-1')).status).toBe(200);
  });

  test('are those of whoever the directory keeps to itself only when it is named', async () => {
    expect((await world.admin('GET', at(mallory))).status).toBe(404);
    expect((await assign('guest', at(mallory))).status).toBe(404);
    const { status, body } = await assign('guest', `${at(mallory)}?directory=vendor`);
    expect({ status, roles: body.roles }).toEqual({ status: 200, roles: ['guest'] });
  });

  test('are of nobody where there is nobody', async () => {
    for (const id of ['nobody', '019cad3e-a1f0-7c31-9e02-5b7f44d8c610']) {
      expect((await world.admin('GET', at(id))).status).toBe(404);
      expect((await assign('guest', at(id))).status).toBe(404);
    }
  });
});
