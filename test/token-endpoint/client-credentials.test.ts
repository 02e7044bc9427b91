import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTokenWorld, type TestClient, type TokenWorld } from './support/token-world.ts';

const HOUR = 3_600_000;

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
const basicOf = (id: string, secret: string) =>
  `Basic ${btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)}`;
const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada' };

describe('RFC 6749 4.4: the client credentials grant', () => {
  test('gives a token that opens the directory for an hour', async () => {
    const { status, headers, body } = await bySecret();
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('pragma')).toBe('no-cache');
    expect(body).toEqual({
      access_token: expect.stringMatching(/^rollcall_[0-9a-f-]{36}_[\w-]{43}$/),
      token_type: 'Bearer',
      expires_in: 3_600,
      scope: 'full',
    });
    const scim = world.scim(body.access_token);
    expect((await scim('POST', '/Users', user)).status).toBe(201);
    world.clock.offset += HOUR - 5_000;
    expect(await world.statusWith(body.access_token)).toBe(200);
    world.clock.offset += 5_000;
    expect(await world.statusWith(body.access_token)).toBe(401);
  });

  test('is one of the two ways that the server says it knows (RFC 7643 5)', async () => {
    const { access_token: token } = (await bySecret()).body;
    const { body } = await world.scim(token)('GET', '/ServiceProviderConfig');
    const types = body.authenticationSchemes.map(({ type }: { type: string }) => type);
    expect(types).toEqual(['oauthbearertoken', 'oauth2']);
    const { token: issued } = (await world.admin('POST', `${client.directory}/tokens`, {})).body;
    expect([await world.statusWith(issued), await world.statusWith(token)]).toEqual([200, 200]);
  });

  test('serves a live token what its tenant declares from then on', async () => {
    const { access_token: token } = (await bySecret()).body;
    expect([await world.statusWith(token), await world.statusWith(token)]).toEqual([200, 200]);
    const id = 'urn:example:params:scim:schemas:extension:badge:2.0:User';
    const attributes = [{ name: 'badgeNumber', type: 'string' }];
    const schema = { id, name: 'Badge', attributes };
    const tenant = `/tenants/tenant-${tenants}`;
    const put = await world.admin(
      'PUT',
      `${tenant}/schemas/${encodeURIComponent(id)}?extends=User`,
      schema,
    );
    expect(put.status, JSON.stringify(put.body)).toBeLessThan(300);
    const listed = await world.scim(token)('GET', '/Schemas');
    expect(JSON.stringify(listed.body)).toContain('badgeNumber');
  });

  test('takes the secret by HTTP Basic too, form-encoded or plain (2.3.1)', async () => {
    const header = basicOf(client.clientId, client.clientSecret);
    for (const authorization of [header, header.replace('Basic', 'basic')]) {
      expect((await world.token(client.tokenUrl, {}, { authorization })).status).toBe(200);
    }
    const encoded = [...`${client.clientSecret}`].map((c) => `%${c.charCodeAt(0).toString(16)}`);
    const authorization = `Basic ${btoa(`${client.clientId}:${encoded.join('')}`)}`;
    expect((await world.token(client.tokenUrl, {}, { authorization })).status).toBe(200);
    const same = { client_id: client.clientId };
    expect((await world.token(client.tokenUrl, same, { authorization })).status).toBe(200);
  });

  test('gives as many tokens as are asked for; they take no place of a static one', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => bySecret()));
    const tokens = new Set(answers.map(({ body }) => body.access_token));
    expect(tokens.size).toBe(4);
    for (const token of tokens) expect(await world.statusWith(token)).toBe(200);
    expect((await world.admin('GET', `${client.directory}/tokens`)).body).toEqual({ tokens: [] });
    for (let n = 0; n < 2; n += 1) {
      expect((await world.admin('POST', `${client.directory}/tokens`, {})).status).toBe(201);
    }
  });

  test('knows no scope but its own, and overlooks those of providers (3.3)', async () => {
    expect((await bySecret({ scope: 'scim' })).body.scope).toBe('full');
    expect((await bySecret({ scope: 'scim full' })).body.scope).toBe('full');
    const { body } = await bySecret({ scope: 'read-only' });
    expect(body.scope).toBe('read-only');
    expect(await world.statusWith(body.access_token)).toBe(200);
    expect((await world.scim(body.access_token)('POST', '/Users', user)).status).toBe(403);
  });

  test('gives no more than the client may', async () => {
    client = await world.newClient(`tenant-${tenants}-r`, { scope: 'read-only', tokenMinutes: 90 });
    const { body } = await bySecret({ scope: 'scim' });
    expect(body).toMatchObject({ scope: 'read-only', expires_in: 5_400 });
    expect((await world.scim(body.access_token)('POST', '/Users', user)).status).toBe(403);
    const refused = await bySecret({ scope: 'full' });
    expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
  });

  test('leaves neither secret nor token in the table', async () => {
    const { access_token: token } = (await bySecret()).body;
    await world.statusWith(token);
    const { Items } = await world.client.send(
      new ScanCommand({ TableName: world.table.name, ConsistentRead: true }),
    );
    const stored = JSON.stringify(Items);
    expect(stored).toContain(client.clientId);
    for (const secret of [client.clientSecret, token]) {
      expect(stored).not.toContain(secret.slice(-43));
    }
  });
});

describe('RFC 6749 5.2: what is refused', () => {
  test('a credential that is wrong, the same way whatever is wrong with it', async () => {
    const other = await world.newClient(`tenant-${tenants}-o`);
    const { tokenUrl, clientId, clientSecret } = client;
    const elsewhere = tokenUrl.replace(/tenant-\d+\//, 'nobody/');
    const shown: readonly (readonly [string, string, string])[] = [
      [tokenUrl, clientId, `${clientSecret.slice(0, -1)}~`],
      [tokenUrl, clientId, other.clientSecret],
      [tokenUrl, other.clientId, other.clientSecret],
      [tokenUrl, world.ports.newId(), clientSecret],
      [tokenUrl, '../../etc', clientSecret],
      [tokenUrl.replace('okta', 'nothing'), clientId, clientSecret],
      [elsewhere, clientId, clientSecret],
      [elsewhere.replace('nobody', '%23nobody'), clientId, clientSecret],
    ];
    const bodies = new Set<string>();
    for (const [url, client_id, client_secret] of shown) {
      const inBody = await world.token(url, { client_id, client_secret });
      const authorization = basicOf(client_id, client_secret);
      const inHeader = await world.token(url, {}, { authorization });
      for (const { status, headers, body } of [inBody, inHeader]) {
        expect(status).toBe(401);
        expect(headers.get('www-authenticate')).toBe('Basic realm="token endpoint"');
        expect(headers.get('cache-control')).toBe('no-store');
        bodies.add(JSON.stringify(body));
      }
    }
    expect(bodies.size).toBe(1);
    expect([...bodies][0]).toContain('"error":"invalid_client"');
  });

  test.each([
    ['grant_type=password&client_id=a&client_secret=b', 'unsupported_grant_type'],
    ['client_id=a&client_secret=b', 'invalid_request'],
    ['grant_type=client_credentials', 'invalid_request'],
    ['grant_type=client_credentials&client_id=a', 'invalid_request'],
    ['grant_type=client_credentials&client_secret=b', 'invalid_request'],
    ['grant_type=client_credentials&client_id=&client_secret=', 'invalid_request'],
    ['grant_type=client_credentials&grant_type=x&client_id=a&client_secret=b', 'invalid_request'],
    [
      'grant_type=client_credentials&client_id=a&client_secret=b&client_assertion=c',
      'invalid_request',
    ],
    ['grant_type=client_credentials&client_id=a&client_assertion=c', 'invalid_request'],
    ['{"grant_type":"client_credentials"}', 'invalid_request'],
    [
      `grant_type=client_credentials&client_id=a&client_secret=${'b'.repeat(40_000)}`,
      'invalid_request',
    ],
  ])('%.90s is %s', async (body, error) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await world.post(client.tokenUrl, body, headers);
    expect(answer).toMatchObject({ status: 400, body: { error } });
    // RFC 6749 5.2: printable ASCII without quotes and backslashes.
    expect(answer.body.error_description).toMatch(/^[ !#-[\]-~]+$/);
  });

  test.each([
    'Bearer abc',
    'Basic',
    'Basic ~~~',
    `Basic ${btoa('nocolon')}`,
    `Basic ${btoa('a:%zz')}`,
  ])('Authorization: %s', async (authorization) => {
    const answer = await world.token(client.tokenUrl, {}, { authorization });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  test('two credentials, or two names', async () => {
    const authorization = basicOf(client.clientId, client.clientSecret);
    const twice = { client_id: client.clientId, client_secret: client.clientSecret };
    for (const more of [twice, { client_id: world.ports.newId() }]) {
      const answer = await world.token(client.tokenUrl, more, { authorization });
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    }
  });

  test('JSON, another method, another path', async () => {
    const json = { 'content-type': 'application/json' };
    const body = JSON.stringify({ grant_type: 'client_credentials' });
    expect((await world.post(client.tokenUrl, body, json)).body.error).toBe('invalid_request');
    const get = await world.endpoint(new Request(client.tokenUrl), 'request-1');
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await world.post(`${client.tokenUrl}/x`, body, json)).status).toBe(404);
  });
});
