import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: AdminWorld;
let tenants = 0;
/** Path of the tokens of a directory of a tenant that is new for each test. */
let tokens: string;
beforeAll(async () => {
  world = await createAdminWorld();
});
beforeEach(async () => {
  tenants += 1;
  tokens = `${await world.directory(`tenant-${tenants}`)}/tokens`;
});

const issue = async (settings: object = {}) => await world.admin('POST', tokens, settings);
const listed = async () => (await world.admin('GET', tokens)).body.tokens;
const statusWith = async (token: string) => (await world.scim(token)('GET', '/Users')).status;

describe('a token', () => {
  test('is shown once, and opens its directory', async () => {
    const { status, body } = await issue({ expiresInDays: 30 });
    expect(status).toBe(201);
    const { token, scimBaseUrl, ...rest } = body;
    expect(token).toMatch(new RegExp(`^rollcall_${rest.id}_[\\w-]{43}$`));
    expect(scimBaseUrl).toBe('https://api.example.com/scim/v2');
    expect(rest).toEqual({
      id: expect.any(String),
      scope: 'full',
      createdAt: expect.any(String),
      expiresAt: new Date(Date.parse(rest.createdAt) + 30 * DAY).toISOString(),
      live: true,
      lastUsedAt: null,
    });
    expect(await listed()).toEqual([rest]);
    expect(await statusWith(token)).toBe(200);
  });

  test('lives a year unless it is told otherwise', async () => {
    const { createdAt, expiresAt } = (await issue()).body;
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(365 * DAY);
  });

  test('of scope read-only reads, and says so', async () => {
    const { token } = (await issue({ scope: 'read-only' })).body;
    expect(await listed()).toMatchObject([{ scope: 'read-only' }]);
    expect(await statusWith(token)).toBe(200);
    const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'x' };
    expect((await world.scim(token)('POST', '/Users', user)).status).toBe(403);
    expect((await issue({ scope: 'everything' })).body.error.message).toMatch(/^scope: use one of/);
  });

  test('is kept nowhere, only its hash', async () => {
    const { token } = (await issue()).body;
    const secret = token.split('_').slice(2).join('_');
    expect(secret).toHaveLength(43);
    expect(await statusWith(token)).toBe(200);
    const { Items = [] } = await world.client.send(
      new ScanCommand({ TableName: world.table.name, ConsistentRead: true }),
    );
    const stored = JSON.stringify(Items);
    expect(stored).toContain(token.split('_')[1]);
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(secret.slice(0, 12));
  });

  test('is refused with another secret, and with that of another token', async () => {
    const [one, other] = [(await issue()).body, (await issue()).body];
    const secretOf = ({ token, id }: typeof one) => token.slice(`rollcall_${id}_`.length);
    expect(await statusWith(`rollcall_${one.id}_${'A'.repeat(43)}`)).toBe(401);
    expect(await statusWith(`rollcall_${one.id}_${secretOf(other)}`)).toBe(401);
    expect(await statusWith(one.token)).toBe(200);
  });

  test('tells when it was last used, to the hour', async () => {
    const { token } = (await issue()).body;
    const started = world.clock.now();
    await statusWith(token);
    const [{ lastUsedAt: first }] = await listed();
    expect(Date.parse(first)).toBeGreaterThanOrEqual(started);
    await statusWith(token);
    expect(await listed()).toMatchObject([{ lastUsedAt: first }]);
    world.clock.offset += HOUR;
    await statusWith(token);
    const [{ lastUsedAt: later }] = await listed();
    expect(Date.parse(later) - Date.parse(first)).toBeGreaterThanOrEqual(HOUR);
  });
});

describe('expiry', () => {
  test('ends a token to the second, also one that was just in use', async () => {
    const { token } = (await issue({ expiresInDays: 1 })).body;
    world.clock.offset += DAY - 5_000;
    expect(await statusWith(token)).toBe(200);
    world.clock.offset += 5_000;
    expect(await statusWith(token)).toBe(401);
    expect(await listed()).toMatchObject([{ live: false }]);
  });

  test('makes room for another', async () => {
    await issue({ expiresInDays: 1 });
    const { id } = (await issue({ expiresInDays: 2 })).body;
    expect((await issue()).status).toBe(409);
    world.clock.offset += DAY;
    const third = await issue();
    expect(third.status).toBe(201);
    const ids = (await listed()).map((token: { id: string }) => token.id);
    expect(ids).toEqual([id, third.body.id]);
  });
});

describe('two live tokens', () => {
  test('are all that a directory has; the answer says which to revoke', async () => {
    const [one, two] = [await issue(), await issue()];
    const { status, body } = await issue();
    expect(status).toBe(409);
    expect(body.error.message).toContain('okta has 2 live tokens already. Revoke one');
    for (const { body: known } of [one, two]) {
      expect(body.error.message).toContain(known.id);
      expect(await statusWith(known.token)).toBe(200);
    }
  });

  test('are never more, also when ten are asked for together', async () => {
    const issued: { id: string; token: string }[] = [];
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => issue()));
      for (const { status, body } of answers) {
        if (status === 201) issued.push(body);
        else expect(status).toBe(409);
      }
      expect(issued.length).toBeGreaterThan(0);
      expect(issued.length).toBeLessThanOrEqual(2);
      const ids = (await listed()).map((token: { id: string }) => token.id);
      expect(ids).toEqual(issued.map(({ id }) => id));
    }
    for (const { token } of issued) expect(await statusWith(token)).toBe(200);
    expect(world.unforeseen).toEqual([]);
  });
});

describe('revoking', () => {
  test('takes effect on the very next request, also for a token that was in use', async () => {
    const { token, id } = (await issue()).body;
    const scim = world.scim(token);
    // Twice: the second time, the token is one that authentication remembers.
    expect((await scim('GET', '/Users')).status).toBe(200);
    expect((await scim('GET', '/Users')).status).toBe(200);
    expect((await world.admin('DELETE', `${tokens}/${id}`)).status).toBe(204);
    expect((await scim('GET', '/Users')).status).toBe(401);
    expect(await listed()).toEqual([]);
  });

  test('stops the writes of a token that was in use', async () => {
    const [revoked, kept] = [(await issue()).body, (await issue()).body];
    const scim = world.scim(revoked.token);
    const user = (userName: string) => ({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName,
    });
    expect((await scim('POST', '/Users', user('before'))).status).toBe(201);
    await world.admin('DELETE', `${tokens}/${revoked.id}`);
    expect((await scim('POST', '/Users', user('after'))).status).toBe(401);
    const { body } = await world.scim(kept.token)('GET', '/Users');
    expect(body.Resources).toMatchObject([{ userName: 'before' }]);
  });

  test('happens once', async () => {
    const { id } = (await issue()).body;
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => world.admin('DELETE', `${tokens}/${id}`)),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    const again = await world.admin('DELETE', `${tokens}/${id}`);
    expect(again.status).toBe(404);
    expect(again.body.error.message).toContain('has no such token');
  });

  test.each(['nonsense', '..', '%23', '0199b8a0-0000-7000-8000-000000000000'])(
    'finds no token %s',
    async (id) => {
      expect((await world.admin('DELETE', `${tokens}/${id}`)).status).toBeOneOf([404, 405]);
    },
  );
});

describe('the token of one tenant', () => {
  test('cannot be listed or revoked by the path of another, nor of another directory', async () => {
    const { token, id } = (await issue()).body;
    const tenant = tokens.split('/')[2];
    await world.admin('POST', `/tenants/${tenant}/directories`, { name: 'other' });
    const elsewhere = [
      `${await world.directory(`${tenant}-x`)}/tokens`,
      `/tenants/${tenant}/directories/other/tokens`,
    ];
    for (const path of elsewhere) {
      expect((await world.admin('GET', path)).body).toEqual({ tokens: [] });
      expect((await world.admin('DELETE', `${path}/${id}`)).status).toBe(404);
    }
    expect(await statusWith(token)).toBe(200);
  });
});
