import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createAppStore } from '#functions/adapters/dynamodb/app-store.ts';
import { isAppSecret, MAX_APPS } from '#shared/sessions/app.ts';
import { appFor } from '../support/sessions.ts';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

const CALLBACK = 'https://wiki.example.com/callback';
const wiki = { name: 'Wiki', redirectUris: [CALLBACK] };
const UNKNOWN = '019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a';

let world: AdminWorld;
beforeAll(async () => {
  world = await createAdminWorld();
});
afterEach(() => {
  expect(world.unforeseen).toEqual([]);
});

async function appsOf(tenant: string): Promise<string> {
  await world.admin('POST', '/tenants', { name: tenant });
  return `/tenants/${tenant}/apps`;
}

const stored = async (tenant: string, id: string) => {
  const app = await createAppStore(world.table).app(tenant, id);
  if (!app) throw new TypeError('The app is not there.');
  return app;
};

describe('an app', () => {
  test('is created with what was asked for, and shows its secret this once', async () => {
    const path = await appsOf('acme');
    const { status, body } = await world.admin('POST', path, wiki);
    expect(status).toBe(201);
    const { clientSecret, ...rest } = body;
    expect(rest).toEqual({
      clientId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Wiki',
      type: 'confidential',
      issuer: 'https://api.example.com/oidc/acme',
      redirectUris: [CALLBACK],
      postLogoutRedirectUris: [],
      backchannelLogoutUri: null,
      backchannelLogoutSessionRequired: true,
      initiateLoginUri: null,
      targetLinkUris: [],
      scopes: ['openid', 'profile', 'email', 'offline_access'],
      accessTokenFormat: 'jwt',
      audience: `urn:rollcall:app:${rest.clientId}`,
      refreshDays: 30,
      secrets: [{ id: expect.any(String), createdAt: rest.createdAt, expiresAt: null }],
      createdAt: expect.stringMatching(/Z$/),
    });
    expect((await world.admin('GET', path)).body).toEqual({ apps: [rest] });
    expect((await world.admin('GET', `${path}/${rest.clientId}`)).body).toEqual(rest);
    const app = await stored('acme', rest.clientId);
    expect(await isAppSecret(app, clientSecret, Date.now())).toBe(true);
    expect(JSON.stringify(await world.table.query({ pk: 'T#acme' }))).not.toContain(clientSecret);
  });

  test('that is public has no secret, and gets none', async () => {
    const path = await appsOf('public');
    const { body } = await world.admin('POST', path, { ...wiki, type: 'public' });
    expect(body).toMatchObject({ clientSecret: null, secrets: [] });
    const rotated = await world.admin('POST', `${path}/${body.clientId}/secret`, {});
    expect([rotated.status, rotated.body.error.message]).toEqual([
      409,
      expect.stringMatching(/no secret/),
    ]);
  });

  test.each([
    [{}, /name: is missing; redirectUris: is missing/],
    [{ ...wiki, redirectUris: [] }, /redirectUris: use at least 1/],
    [{ ...wiki, redirectUris: [`${CALLBACK}#x`] }, /redirectUris\.0: may not have a fragment/],
    [{ ...wiki, redirectUris: ['http://wiki.example.com'] }, /redirectUris\.0: has to begin with/],
    [{ ...wiki, redirectUris: ['https://*.example.com'] }, /redirectUris\.0: may not have a wild/],
    [{ ...wiki, redirectUris: Array(21).fill(CALLBACK) }, /redirectUris: use at most 20/],
    [{ ...wiki, postLogoutRedirectUris: ['x'] }, /postLogoutRedirectUris\.0: is not a URL/],
    [{ ...wiki, backchannelLogoutUri: 'ftp://x' }, /backchannelLogoutUri: has to begin with/],
    [{ ...wiki, audience: 'api' }, /audience: is not an absolute URI/],
    [{ ...wiki, scopes: ['profile'] }, /scopes: openid has to be among them/],
    [{ ...wiki, scopes: ['openid', 'a b'] }, /scopes\.1: is not the name of a scope/],
    [{ ...wiki, refreshDays: 91 }, /refreshDays: use at most 90/],
    [{ ...wiki, secret: 'mine' }, /body: does not take secret/],
  ])('of %j is refused', async (asked, message) => {
    const { status, body } = await world.admin('POST', await appsOf('acme'), asked);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(message);
  });

  test('is changed in what is said, and null takes away', async () => {
    const path = await appsOf('change');
    const logout = 'https://wiki.example.com/logout';
    const { body } = await world.admin('POST', path, { ...wiki, backchannelLogoutUri: logout });
    const { clientSecret, ...before } = body;
    const one = `${path}/${before.clientId}`;
    const renamed = await world.admin('PATCH', one, { name: 'Handbook', refreshDays: 7 });
    expect(renamed.body).toEqual({ ...before, name: 'Handbook', refreshDays: 7 });
    const without = await world.admin('PATCH', one, { backchannelLogoutUri: null });
    expect(without.body).toMatchObject({ name: 'Handbook', backchannelLogoutUri: null });
    expect((await world.admin('GET', one)).body).toEqual(without.body);
    expect(await isAppSecret(await stored('change', before.clientId), clientSecret, 0)).toBe(true);
    const refused = await world.admin('PATCH', one, { name: null, type: 'public' });
    expect(refused.status).toBe(400);
  });

  test('changes its secret with an overlap, or without', async () => {
    const path = await appsOf('rotate');
    const { body: created } = await world.admin('POST', path, wiki);
    const one = `${path}/${created.clientId}`;
    const { body: second } = await world.admin('POST', `${one}/secret`, { overlapHours: 2 });
    expect(second.secrets).toMatchObject([{ expiresAt: expect.any(String) }, { expiresAt: null }]);
    const good = async (secret: string) =>
      await isAppSecret(await stored('rotate', created.clientId), secret, world.clock.now());
    expect([await good(created.clientSecret), await good(second.clientSecret)]).toEqual([
      true,
      true,
    ]);
    expect((await world.admin('POST', `${one}/secret`, {})).status).toBe(409);
    const { body: third } = await world.admin('POST', `${one}/secret`, { overlapHours: 0 });
    expect([await good(second.clientSecret), await good(third.clientSecret)]).toEqual([
      false,
      true,
    ]);
  });

  test('is of its tenant, and gone once it is deleted', async () => {
    const path = await appsOf('acme');
    const { body } = await world.admin('POST', path, wiki);
    const other = await appsOf('globex');
    for (const id of [body.clientId, UNKNOWN, 'x']) {
      for (const [method, rest] of [
        ['GET', ''],
        ['PATCH', ''],
        ['DELETE', ''],
        ['POST', '/secret'],
      ] as const) {
        const answer = await world.admin(
          method,
          `${other}/${id}${rest}`,
          method === 'GET' ? undefined : {},
        );
        expect(answer.status).toBe(404);
      }
    }
    expect((await world.admin('DELETE', `${path}/${body.clientId}`)).status).toBe(204);
    expect((await world.admin('GET', `${path}/${body.clientId}`)).status).toBe(404);
  });

  test('is one of a hundred at most', async () => {
    const path = await appsOf('many');
    const store = createAppStore(world.table);
    const all = Array.from({ length: MAX_APPS }, () =>
      store.createApp(appFor({ tenantId: 'many' })),
    );
    await Promise.all(all);
    const { status, body } = await world.admin('POST', path, wiki);
    expect([status, body.error.message]).toEqual([409, 'many has 100 apps already.']);
  });
});
