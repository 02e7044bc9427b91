import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newKey, type SigningKey, startIssuer } from './support/test-issuer.ts';
import { createTokenWorld, type TestClient, type TokenWorld } from './support/token-world.ts';

type Issuer = Awaited<ReturnType<typeof startIssuer>>;

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

let world: TokenWorld;
let issuer: Issuer;
let key: SigningKey;
let tenants = 0;
let client: TestClient;
beforeAll(async () => {
  key = await newKey('one');
});
beforeEach(async () => {
  // A new process, as far as remembered keys go, and an issuer of its own.
  world = await createTokenWorld();
  issuer = await startIssuer();
  issuer.published.push(key.jwk);
  tenants += 1;
  client = await world.newClient(`tenant-${tenants}`, { trust: issuer.trust });
  return async () => {
    await issuer.server.close();
    expect(world.unforeseen.map(String)).toEqual([]);
  };
});
afterAll(() => expect(tenants).toBeGreaterThan(0));

const signed = (claims: object = {}, header: object = {}, by = key) =>
  issuer.sign(by, world.clock.now(), claims, header);
const show = async (assertion: string, more: Record<string, string> = {}) =>
  await world.token(client.tokenUrl, {
    client_id: client.clientId,
    client_assertion_type: JWT_BEARER,
    client_assertion: assertion,
    ...more,
  });
const statusOf = async (assertion: string) => (await show(assertion)).status;
const keyRequests = () => issuer.server.received.filter(({ target }) => target === '/keys').length;

describe('RFC 7523 2.2: an assertion of a trusted issuer', () => {
  test('gives a token, as Entra asks for one, without any secret', async () => {
    expect(client).toMatchObject({ clientSecret: null, secrets: [], trusts: [issuer.trust] });
    const { status, body } = await show(await signed(), { scope: 'scim' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3_600, scope: 'full' });
    expect(await world.statusWith(body.access_token)).toBe(200);
  });

  test('tells by itself who the client is, when it does not say', async () => {
    const { tokenUrl } = client;
    const named = { client_assertion_type: JWT_BEARER, client_assertion: await signed() };
    expect((await world.token(tokenUrl, named)).status).toBe(200);
    const other = await world.newClient(`tenant-${tenants}-o`);
    expect((await world.token(other.tokenUrl, named)).status).toBe(401);
  });

  test.each(['PS256', 'ES256', 'ES384', 'EdDSA'])('may be signed with %s', async (alg) => {
    const other = await newKey(alg, alg);
    issuer.published.push(other.jwk);
    expect(await statusOf(await signed({}, {}, other))).toBe(200);
  });

  test('is found by keys that the trust names itself', async () => {
    const trust = { ...issuer.trust, issuer: 'https://issuer.invalid', jwksUri: issuer.jwksUri };
    client = await world.newClient(`tenant-${tenants}-j`, { trust });
    expect(await statusOf(await signed({ iss: trust.issuer }))).toBe(200);
    expect(issuer.server.received.map(({ target }) => target)).toEqual(['/keys']);
  });

  test('ends with its tokens when the trust is removed', async () => {
    const { access_token: token } = (await show(await signed())).body;
    expect([await world.statusWith(token), await world.statusWith(token)]).toEqual([200, 200]);
    const [{ id } = { id: '' }] = client.trusts;
    expect((await world.admin('DELETE', `${client.path}/trusts/${id}`)).status).toBe(204);
    expect(await world.statusWith(token)).toBe(401);
    expect(await statusOf(await signed())).toBe(401);
    const added = await world.admin('POST', `${client.path}/trusts`, issuer.trust);
    expect(added.status).toBe(201);
    expect(await statusOf(await signed())).toBe(200);
    expect(await world.statusWith(token)).toBe(401);
  });

  test('is for the audience that Entra means, though it shows the scope', async () => {
    const { body } = await world.admin('POST', `${client.path}/trusts`, {
      ...issuer.trust,
      audience: 'api://b5ba7a93-4452-4522-aeb4-a2b5da870c16/.default',
    });
    expect(body.trusts[1].audience).toBe('api://b5ba7a93-4452-4522-aeb4-a2b5da870c16');
    expect(await statusOf(await signed({ aud: body.trusts[1].audience }))).toBe(200);
  });
});

describe('RFC 7523 3: an assertion is refused', () => {
  const claims: readonly (readonly [string, (now: number) => object])[] = [
    ['of another issuer', () => ({ iss: 'https://evil.example' })],
    ['of the issuer with a slash too many', () => ({ iss: `${issuer.trust.issuer}/` })],
    ['of another subject', () => ({ sub: 'Provisioning-Service' })],
    ['for another audience', () => ({ aud: 'api://other' })],
    ['for this audience among others', () => ({ aud: ['api://rollcall', 'api://other'] })],
    ['without an issuer', () => ({ iss: undefined })],
    ['without a subject', () => ({ sub: undefined })],
    ['without an audience', () => ({ aud: undefined })],
    ['without an end', () => ({ exp: undefined })],
    ['that is over', (now) => ({ exp: now - 61 })],
    ['that has not begun', (now) => ({ nbf: now + 120 })],
    ['that is good for more than a day', (now) => ({ exp: now + 90_000 })],
    ['with a number for an audience', () => ({ aud: 7 })],
    ['with a text for an end', () => ({ exp: 'tomorrow' })],
  ];

  test.each(claims)('%s', async (_, changed) => {
    const seconds = Math.floor(world.clock.now() / 1_000);
    const answer = await show(await signed(changed(seconds)));
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect(await statusOf(await signed())).toBe(200);
  });

  test('a minute late or early is within what clocks differ by', async () => {
    const seconds = Math.floor(world.clock.now() / 1_000);
    expect(await statusOf(await signed({ exp: seconds - 30 }))).toBe(200);
    expect(await statusOf(await signed({ nbf: seconds + 30, iat: seconds + 30 }))).toBe(200);
  });

  test('with no signature, one by a public key as if it were a secret, or of other content', async () => {
    const [header = '', payload = '', signature = ''] = (await signed()).split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const none = `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`;
    const hs = `${encode({ alg: 'HS256', typ: 'JWT', kid: 'one' })}.${payload}`;
    const secrets = [JSON.stringify(key.jwk), key.jwk.n ?? '', ''];
    const forged = secrets.map(
      (secret) => `${hs}.${createHmac('sha256', secret).update(hs).digest('base64url')}`,
    );
    const other = encode({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), x: 1 });
    const broken = ['', 'a', 'a.b', 'a.b.c', `${header}.${payload}`, `${header}.${payload}.AAAA`];
    for (const jwt of [none, ...forged, `${header}.${other}.${signature}`, ...broken]) {
      const answer = await show(jwt || '.');
      expect(answer, jwt).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    }
  });

  test('by a key that the issuer does not publish, or brings along', async () => {
    const stranger = await newKey('one');
    expect(await statusOf(await signed({}, {}, stranger))).toBe(401);
    const embedded = { jwk: stranger.jwk, jku: 'https://evil.example/keys' };
    expect(await statusOf(await signed({}, embedded, stranger))).toBe(401);
    expect(await statusOf(await signed({}, { crit: ['x'], x: 1 }).catch(() => 'a.b.c'))).toBe(401);
  });

  test('with strange keys published beside the right one', async () => {
    const { n: _, ...cut } = key.jwk;
    issuer.published.unshift({ kty: 'oct', k: 'c2VjcmV0', kid: 'one' }, { ...cut, kid: 'cut' });
    expect(await statusOf(await signed())).toBe(200);
    expect(await statusOf(await signed({}, { kid: 'cut' }))).toBe(401);
  });

  test('for a client of another tenant that trusts nobody', async () => {
    const other = await world.newClient(`tenant-${tenants}-p`);
    const assertion = await signed();
    const { tokenUrl, clientId } = other;
    const shown = { client_assertion_type: JWT_BEARER, client_assertion: assertion };
    expect((await world.token(tokenUrl, { ...shown, client_id: clientId })).status).toBe(401);
    expect(await statusOf(assertion)).toBe(200);
  });

  test('before anybody is asked for keys, when nobody trusts its issuer', async () => {
    expect(await statusOf(await signed({ iss: `${issuer.server.origin}/evil` }))).toBe(401);
    expect(issuer.server.received).toEqual([]);
  });
});

describe('the keys of an issuer', () => {
  test('are fetched once for many assertions', async () => {
    const assertions = await Promise.all(Array.from({ length: 10 }, () => signed()));
    expect(await Promise.all(assertions.map(statusOf))).toEqual(assertions.map(() => 200));
    expect(keyRequests()).toBe(1);
    world.clock.offset += 9 * MINUTE;
    expect(await statusOf(await signed())).toBe(200);
    expect(keyRequests()).toBe(1);
    world.clock.offset += 2 * MINUTE;
    expect(await statusOf(await signed())).toBe(200);
    expect(keyRequests()).toBe(2);
  });

  test('are fetched again for one that was published seconds ago', async () => {
    expect(await statusOf(await signed())).toBe(200);
    const fresh = await newKey('two');
    world.clock.offset += 3_000;
    issuer.published.push(fresh.jwk);
    expect(await statusOf(await signed({}, {}, fresh))).toBe(200);
    expect(keyRequests()).toBe(2);
  });

  test('are not fetched for each invented one', async () => {
    expect(await statusOf(await signed())).toBe(200);
    for (let n = 0; n < 20; n += 1) {
      world.clock.offset += 500;
      expect(await statusOf(await signed({}, { kid: `invented-${n}` }))).toBe(401);
    }
    expect(keyRequests()).toBeLessThanOrEqual(7);
    expect(keyRequests()).toBeGreaterThan(1);
  });

  test('are gone for whoever signs with one that was withdrawn', async () => {
    expect(await statusOf(await signed())).toBe(200);
    issuer.published.splice(0, 1, (await newKey('two')).jwk);
    world.clock.offset += 10 * MINUTE;
    expect(await statusOf(await signed())).toBe(401);
  });

  test('serve for a day after the endpoint died, and are back when it is', async () => {
    expect(await statusOf(await signed())).toBe(200);
    issuer.state.down = true;
    const asked = issuer.server.received.length;
    for (let n = 0; n < 5; n += 1) {
      world.clock.offset += 11 * MINUTE;
      expect(await statusOf(await signed())).toBe(200);
      // Not asked again for half a minute after a failure.
      world.clock.offset += 10_000;
      expect(await statusOf(await signed())).toBe(200);
    }
    expect(issuer.server.received.length - asked).toBe(5);
    world.clock.offset += DAY;
    const answer = await show(await signed());
    expect(answer).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('30');
    issuer.state.down = false;
    world.clock.offset += MINUTE;
    expect(await statusOf(await signed())).toBe(200);
    expect(world.unforeseen.splice(0).map(String)).toEqual([
      expect.stringMatching(/keys of the issuer/),
    ]);
  });

  test.each([
    ['of another issuer', { issuer: 'https://other.example' }],
    ['without keys', { jwks_uri: undefined }],
    ['of keys in a forbidden place', { jwks_uri: 'http://169.254.169.254/keys' }],
    ['of keys in a file', { jwks_uri: 'file:///etc/passwd' }],
  ])('are not taken from a configuration %s', async (_, configuration) => {
    issuer.state.configuration = configuration;
    expect(await statusOf(await signed())).toBe(503);
    expect(world.unforeseen.splice(0)).toHaveLength(1);
  });
});
