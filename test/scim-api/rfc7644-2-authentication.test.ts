import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintToken } from '#shared/tenancy/token.ts';
import { newTable, type TestTable } from '../support/new-table.ts';
import { type Client, clientOf, createWorld, type World } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { groupBody, patchBody, userBody, withQuery } from './support/request-bodies.ts';
import { storedRows } from './support/stored-rows.ts';

let world: World;
let testTable: TestTable;
let client: Client;

beforeAll(async () => {
  testTable = await newTable();
  world = await createWorld(testTable);
  client = await world.directory('strict', { id: 'hr' });
});

afterAll(() => expect(world.unforeseen).toEqual([]));

const tokenIdOf = ({ token }: Client) => token.split('_')[1] ?? '';

const withHeader = async (authorization: string) =>
  await client('GET', '/Users', undefined, { authorization });

describe('RFC 7644 2: a request without a valid token', () => {
  const wrong: readonly (readonly [string, () => string])[] = [
    ['no credentials', () => ''],
    ['another scheme', () => 'Basic aHI6c2VjcmV0'],
    ['a scheme without a token', () => 'Bearer'],
    ['a token without its scheme', () => client.token],
    ['a token of somebody else', () => 'Bearer eyJhbGciOiJub25lIn0.e30.'],
    ['two tokens', () => `Bearer ${client.token} ${client.token}`],
    ['a token cut short', () => `Bearer ${client.token.slice(0, -1)}`],
    ['a token with a wrong secret', () => `Bearer ${client.token.slice(0, -43)}${'A'.repeat(43)}`],
    [
      'an unknown token of the right form',
      () => `Bearer rollcall_${world.ports.newId()}_${'A'.repeat(43)}`,
    ],
    [
      'the id of a token that is no id',
      () => `Bearer rollcall_${'-'.repeat(36)}_${'A'.repeat(43)}`,
    ],
    ['a token of 100,000 characters', () => `Bearer rollcall_${'a'.repeat(100_000)}`],
  ];

  test.each(wrong)('%s: 401 with a challenge, in SCIM form', async (_, authorization) => {
    const answer = await withHeader(authorization());
    expectRefusal(answer, 401);
    const challenge = answer.headers.get('www-authenticate');
    // RFC 6750 3.1: who showed no token is not told that one was wrong.
    const shown = /^Bearer /.test(authorization());
    expect(challenge).toBe(`Bearer realm="SCIM"${shown ? ', error="invalid_token"' : ''}`);
  });

  test('is told nothing about what exists', async () => {
    const { body } = await client('POST', '/Users', userBody('hidden@example.com'));
    const none = { authorization: '' };
    const paths = [`/Users/${body.id}`, `/Users/${world.ports.newId()}`, '/Nowhere', '/Schemas'];
    const answers = await Promise.all(
      paths.map((path) => client('GET', path, undefined, none).then((answer) => answer.body)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test('the scheme is read without regard to case (RFC 9110 11.1)', async () => {
    for (const scheme of ['bearer', 'BEARER', 'Bearer  ']) {
      expect((await withHeader(`${scheme} ${client.token}`)).status).toBe(200);
    }
  });
});

describe('a credential that may only read', () => {
  let reader: Client;
  let id: string;
  beforeAll(async () => {
    reader = await world.directory('lenient', { id: 'auditor', scope: 'read-only' });
    id = (await client('POST', '/Users', userBody('read@example.com'))).body.id;
  });

  test('reads: by id, by list, by query, by POST to .search, and what the server is', async () => {
    const search = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], count: 1 };
    const answers = await Promise.all([
      reader('GET', `/Users/${id}`),
      reader('GET', '/Users?count=1'),
      reader('POST', '/Users/.search', search),
      reader('POST', '/.search', search),
      reader('GET', '/ServiceProviderConfig'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });

  test('does nothing else, whatever the path, and is told why', async () => {
    const change = patchBody({ op: 'replace', path: 'displayName', value: 'x' });
    const before = await storedRows(testTable);
    const asked: readonly (readonly [string, string, unknown?])[] = [
      ['POST', '/Users', userBody('written@example.com')],
      ['POST', '/Groups', groupBody('Written')],
      ['PUT', `/Users/${id}`, userBody('written@example.com')],
      ['PATCH', `/Users/${id}`, change],
      ['DELETE', `/Users/${id}`],
      ['POST', '/Bulk', { schemas: [], Operations: [] }],
      ['POST', '/Users/.search/..', userBody('written@example.com')],
      ['POST', '/Users%2F.search', userBody('written@example.com')],
      ['PUT', '/Users/.search', userBody('written@example.com')],
      ['DELETE', '/Users/.search'],
      ['POST', '/Nowhere'],
    ];
    for (const [method, path, body] of asked) {
      const answer = await reader(method, path, body);
      expectRefusal(answer, 403, undefined, /scope read-only/);
      expect(answer.headers.get('www-authenticate')).toBe(
        'Bearer realm="SCIM", error="insufficient_scope"',
      );
    }
    expect(await storedRows(testTable)).toEqual(before);
  });
});

describe('a token that ended', () => {
  test('by revocation opens nothing any more, from the next request on', async () => {
    const directory = await world.directory('strict', { id: 'leaver' });
    expect((await directory('GET', '/Users')).status).toBe(200);
    await world.tenancy.removeToken('acme', 'leaver', tokenIdOf(directory));
    const before = await storedRows(testTable);
    expectRefusal(await directory('GET', '/Users'), 401, undefined, /revoked/);
    expectRefusal(await directory('POST', '/Users', userBody('late@example.com')), 401);
    expectRefusal(await directory('POST', '/Users', '{'), 401);
    expect(await storedRows(testTable)).toEqual(before);
  });

  test('is refused for writes even when this process believes in it still', async () => {
    const directory = await world.directory('strict', { id: 'racer' });
    const { body } = await directory('POST', '/Users', userBody('racer@example.com'));
    const group = await directory('POST', '/Groups', groupBody('Racers', [body.id]));
    await world.tenancy.removeToken('acme', 'racer', tokenIdOf(directory));
    const before = await storedRows(testTable);
    const change = patchBody({ op: 'replace', path: 'displayName', value: 'x' });
    const member = patchBody({ op: 'remove', path: 'members' });
    const answers = await Promise.all([
      directory('POST', '/Users', userBody('late@example.com')),
      directory('PUT', `/Users/${body.id}`, userBody('late@example.com')),
      directory('PATCH', `/Users/${body.id}`, change),
      directory('PATCH', `/Groups/${group.body.id}`, member),
      directory('DELETE', `/Users/${body.id}`),
    ]);
    for (const answer of answers) expectRefusal(answer, 401);
    expect(await storedRows(testTable)).toEqual(before);
  });

  test('by its date is refused, and a second one of the same directory lives on', async () => {
    const directory = await world.directory('strict', { id: 'rotated' });
    const now = world.clock.now();
    const { token, secretHash } = await mintToken(world.ports.newId());
    const scope = { tenantId: 'acme', directoryId: 'rotated' } as const;
    const life = {
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(now + 9e6).toISOString(),
    };
    const id = token.split('_')[1] ?? '';
    await world.tenancy.addToken(
      { ...scope, ...life, id, secretHash, dialect: 'strict', visibility: 'tenant', scope: 'full' },
      now,
    );
    const second = clientOf(world.api, token);
    expect((await directory('GET', '/Users')).status).toBe(200);
    expect((await second('GET', '/Users')).status).toBe(200);
    world.clock.offset += 3_600_001;
    const statuses = [await directory('GET', '/Users'), await second('GET', '/Users')];
    world.clock.offset -= 3_600_001;
    expect(statuses.map(({ status }) => status)).toEqual([401, 200]);
  });
});

describe('what another tenant, or a directory that sees only its own, cannot see', () => {
  const strangers = [
    ['another tenant', 'globex', 'tenant'],
    ['a directory of the same tenant that sees only its own', 'acme', 'own'],
  ] as const;

  test.each(strangers)(
    '%s: an id is answered as if nobody had it',
    async (_, tenantId, visibility) => {
      const stranger = await world.directory('strict', { tenantId, visibility });
      const { body } = await client('POST', '/Users', userBody(`known.${tenantId}.${visibility}`));
      const group = await client('POST', '/Groups', groupBody('Known', [body.id]));
      const before = await storedRows(testTable);
      const unknown = world.ports.newId();
      for (const [path, put] of [
        ['/Users', userBody('taken.over@example.com')],
        ['/Groups', groupBody('Taken over')],
      ] as const) {
        const id = path === '/Users' ? body.id : group.body.id;
        const requests = [
          ['GET', undefined],
          ['PUT', put],
          ['PATCH', patchBody({ op: 'replace', path: 'displayName', value: 'x' })],
          ['DELETE', undefined],
        ] as const;
        for (const [method, sent] of requests) {
          const known = await stranger(method, `${path}/${id}`, sent);
          const unheard = await stranger(method, `${path}/${unknown}`, sent);
          expectRefusal(known, 404);
          expect(JSON.stringify(known.body).replace(id, '?')).toBe(
            JSON.stringify(unheard.body).replace(unknown, '?'),
          );
        }
      }
      const list = await stranger('GET', '/Users');
      expect(list.body).toMatchObject({ totalResults: 0, Resources: [] });
      const byName = { filter: `userName eq "${body.userName}" or id eq "${body.id}"` };
      expect((await stranger('GET', withQuery('/Users', byName))).body.totalResults).toBe(0);
      const byId = { filter: `id eq "${body.id}"` };
      expect((await stranger('GET', withQuery('/Users', byId))).body.totalResults).toBe(0);
      const thief = await stranger('POST', '/Groups', groupBody('Thieves', [body.id]));
      const shot = await stranger('POST', '/Groups', groupBody('Thieves', [unknown]));
      expectRefusal(thief, 400, 'invalidValue', /neither a user nor a group/);
      expect(thief.body.detail.replace(body.id, '?')).toBe(shot.body.detail.replace(unknown, '?'));
      expect(await storedRows(testTable)).toEqual(before);
      expect((await client('GET', `/Users/${body.id}`)).body).toMatchObject({
        meta: { version: 'W/"1"' },
      });
    },
  );

  test.each(strangers)(
    '%s: the same userName and externalId are free',
    async (_, tenantId, visibility) => {
      const name = `shared.${tenantId}.${visibility}`;
      const stranger = await world.directory('strict', { tenantId, visibility });
      const body = userBody(name, { externalId: name });
      expect((await client('POST', '/Users', body)).status).toBe(201);
      expect((await stranger('POST', '/Users', body)).status).toBe(201);
      expectRefusal(await stranger('POST', '/Users', body), 409, 'uniqueness');
    },
  );
});
