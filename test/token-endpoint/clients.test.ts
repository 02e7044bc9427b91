import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTokenWorld, type TestClient, type TokenWorld } from './support/token-world.ts';

const DAY = 86_400_000;

let world: TokenWorld;
let tenants = 0;
let client: TestClient;
beforeAll(async () => {
  world = await createTokenWorld();
});
beforeEach(async () => {
  tenants += 1;
  client = await world.newClient(`tenant-${tenants}`);
});
afterAll(() => expect(world.unforeseen).toEqual([]));

const bySecret = (more?: Record<string, string>) => world.bySecret(client, more);
const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada' };

describe('a secret', () => {
  const secrets = () => `${client.path}/secrets`;
  const add = async (settings: object = {}) => await world.admin('POST', secrets(), settings);
  const shown = async () => (await world.admin('GET', client.path)).body.secrets;

  test('can be replaced without a gap, and ends with its tokens when it is revoked', async () => {
    const before = (await bySecret()).body.access_token;
    const { status, body } = await add({ expiresInDays: 10 });
    expect(status).toBe(201);
    expect(body.clientSecret).toMatch(/^rollcall-client-[\w-]{43}$/);
    expect((await add()).status).toBe(409);
    const after = (await bySecret({ client_secret: body.clientSecret })).body.access_token;
    // Twice: the second time, these are tokens that authentication remembers.
    for (let n = 0; n < 2; n += 1) {
      expect([await world.statusWith(before), await world.statusWith(after)]).toEqual([200, 200]);
    }
    const [{ id: old } = { id: '' }] = client.secrets;
    expect((await world.admin('DELETE', `${secrets()}/${old}`)).status).toBe(204);
    expect((await bySecret()).status).toBe(401);
    expect([await world.statusWith(before), await world.statusWith(after)]).toEqual([401, 200]);
    expect((await world.admin('DELETE', `${secrets()}/${old}`)).status).toBe(404);
    expect(await shown()).toMatchObject([{ id: body.id, live: true }]);
    expect(JSON.stringify(await shown())).not.toContain('hash');
  });

  test('ends on its day; the tokens that it was good for live their hour', async () => {
    const { body } = await add({ expiresInDays: 1 });
    const withIt = () => bySecret({ client_secret: body.clientSecret });
    world.clock.offset += DAY - 5_000;
    const { access_token: token } = (await withIt()).body;
    world.clock.offset += 5_000;
    expect((await withIt()).status).toBe(401);
    expect((await bySecret()).status).toBe(200);
    expect((await shown()).map(({ live }: { live: boolean }) => live)).toEqual([true, false]);
    expect((await add()).status).toBe(201);
    expect(await world.statusWith(token)).toBe(200);
  });

  test('is one of two at most, also when ten are asked for together', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => add()));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(await shown()).toHaveLength(2);
  });
});

describe('a client', () => {
  test('ends at once, with every token, when it is deleted', async () => {
    const { access_token: token } = (await bySecret()).body;
    expect([await world.statusWith(token), await world.statusWith(token)]).toEqual([200, 200]);
    expect((await world.admin('DELETE', client.path)).status).toBe(204);
    expect(await world.statusWith(token)).toBe(401);
    expect((await world.scim(token)('POST', '/Users', user)).status).toBe(401);
    expect((await bySecret()).status).toBe(401);
    expect((await world.admin('GET', client.path)).status).toBe(404);
    expect((await world.admin('GET', `${client.directory}/clients`)).body).toEqual({ clients: [] });
  });

  test('is shown with all but its secrets, and is of one directory alone', async () => {
    const { directory, path, clientSecret, ...described } = client;
    expect((await world.admin('GET', path)).body).toEqual(described);
    expect((await world.admin('GET', `${directory}/clients`)).body).toEqual({
      clients: [described],
    });
    const other = await world.directory(`tenant-${tenants}-x`);
    expect((await world.admin('GET', `${other}/clients/${client.clientId}`)).status).toBe(404);
    expect(clientSecret).toMatch(/^rollcall-client-/);
  });

  test.each([
    [{ tokenMinutes: 59 }, 'tokenMinutes: use at least 60'],
    [{ tokenMinutes: 1_441 }, 'tokenMinutes: use at most 1440'],
    [{ scope: 'write' }, 'scope: use one of full, read-only'],
    [
      { trust: { issuer: 'entra', subject: 's', audience: 'a' } },
      'trust.issuer: is not an http(s) URL',
    ],
    [{ trust: { issuer: 'https://i.example' } }, 'trust.subject: is missing'],
    [{ secret: 'mine' }, 'body: does not take secret'],
  ])('is not made of %j', async (settings, problem) => {
    const answer = await world.admin('POST', `${client.directory}/clients`, settings);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(problem);
  });

  test('is one of ten at most', async () => {
    for (let n = 1; n < 10; n += 1) {
      expect((await world.admin('POST', `${client.directory}/clients`, {})).status).toBe(201);
    }
    expect((await world.admin('POST', `${client.directory}/clients`, {})).status).toBe(409);
  });
});
