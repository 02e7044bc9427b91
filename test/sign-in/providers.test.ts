import { createHmac, generateKeyPairSync } from 'node:crypto';
import { importSPKI, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkEntry } from '#shared/identity/index-entries.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { sharedScope } from '#shared/identity/scope.ts';
import { newObject } from '#shared/kernel/json.ts';
import { entra } from '#shared/sign-in/providers/entra.ts';
import { google } from '#shared/sign-in/providers/google.ts';
import { defaultsOf } from '#shared/sign-in/providers/providers.ts';
import {
  type Received,
  startServer,
  type TestServer,
} from '../functions/cli/support/test-server.ts';
import { newKey } from '../token-endpoint/support/test-issuer.ts';
import { type Attack, startHostileProvider } from './support/hostile-provider.ts';
import { sampleConnection } from './support/sample-connection.ts';
import { createSignInWorld, type SignInWorld } from './support/sign-in-world.ts';

let world: SignInWorld;
let provider: Awaited<ReturnType<typeof startHostileProvider>>;
beforeAll(async () => {
  [world, provider] = await Promise.all([createSignInWorld(), startHostileProvider()]);
});
afterAll(() => Promise.all([world.close(), provider.close()]));

async function signIn(connection: string, browser = world.newBrowser()) {
  const { url } = await world.begun(browser, { connection });
  return await browser.open(url);
}

/** Who signs in by an account. */
async function linkedTo(issuer: string, subject: string): Promise<ResourceRecord | undefined> {
  const { store } = world.ports.arrivals.identity;
  const [id] = await store.lookUp(sharedScope('acme'), linkEntry({ issuer, subject }));
  return id === undefined ? undefined : await store.resource(sharedScope('acme'), 'User', id);
}

const IN = /^went on: /;
const ALLOWED = '6a1d3f0e-0000-4000-8000-000000000001';
const OTHER = '6a1d3f0e-0000-4000-8000-000000000002';

describe('Google', () => {
  const says = (email: string, more: object = {}) =>
    google.personOf(
      Object.assign(newObject(), { sub: '1', email, email_verified: true, ...more }),
      sampleConnection({ kind: 'google' }),
    );

  test('answers for addresses of a Workspace and its own, not for what a personal account bore once', () => {
    expect(says('ada@acme.example', { hd: 'acme.example' })).toMatchObject({ emailVerified: true });
    expect(says('ada@gmail.com')).toMatchObject({ emailVerified: true });
    expect(says('ada@acme.example')).toMatchObject({ emailVerified: false });
    expect(says('ada@gmail.com.acme.example')).toMatchObject({ emailVerified: false });
    const unverified = { hd: 'acme.example', email_verified: false };
    expect(says('ada@acme.example', unverified)).toMatchObject({ emailVerified: false });
  });
});

describe('Entra, for several tenants', () => {
  const issuer = 'https://login.microsoftonline.com/{tenantid}/v2.0';
  const of = (tenant: string) => issuer.replace('{tenantid}', tenant);
  const says = (tid: string, more: object = {}): Attack => ({
    metadata: (metadata) => ({ ...metadata, issuer }),
    claims: (claims) => ({ ...claims, iss: of(tid), tid, oid: 'object-1', ...more }),
  });

  beforeAll(async () => {
    const base = provider.issuer('entra');
    world.routes.set('https://login.microsoftonline.com/organizations/v2.0', base);
    await world.connect({ id: 'entra', kind: 'entra', issuer, allowedTenants: [ALLOWED] });
  });

  test('takes whom an allowed tenant has, by its issuer and oid', async () => {
    provider.issuer('entra', says(ALLOWED));
    expect((await signIn('entra')).body).toMatch(IN);
    expect(await linkedTo(of(ALLOWED), 'object-1')).toBeDefined();
    expect(await linkedTo(of(ALLOWED), '00u1ada')).toBeUndefined();
  });

  test.each<[string, Attack, string]>([
    ['another tenant', says(OTHER), 'foreignTenant'],
    ['personal accounts', says('9188040d-6c67-4c5b-b112-36a304b66dad'), 'foreignTenant'],
    ['a tenant that writes itself into tid', says(ALLOWED, { iss: of(OTHER) }), 'wrongIssuer'],
    ['an account without oid', says(ALLOWED, { oid: undefined }), 'wrongSubject'],
    [
      'a key that signs for consumers alone',
      {
        ...says(ALLOWED),
        keys: (keys) => ({ keys: keys.map((key) => ({ ...key, issuer: of(OTHER) })) }),
      },
      'wrongSignature',
    ],
  ])('refuses %s', async (name, behaviour, reason) => {
    provider.issuer('entra', behaviour);
    // One that is not known yet is asked for again.
    provider.publish('entra', [await newKey(`key of ${name}`)]);
    world.clock.offset += 3_000;
    expect((await signIn('entra')).body).toContain(`(${reason})`);
  });

  test('whoever names an address as they like is not taken for its owner', () => {
    const { personOf } = entra;
    const claims = { tid: ALLOWED, oid: 'o', email: 'ada@acme.example', email_verified: true };
    const open = sampleConnection({ kind: 'entra', issuer, allowedTenants: [ALLOWED] });
    expect(personOf(claims, open).emailVerified).toBe(false);
    expect(personOf({ ...claims, xms_edov: true }, open).emailVerified).toBe(true);
    expect(personOf(claims, { ...open, trustEmail: true }).emailVerified).toBe(false);
  });
});

describe('Apple', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  test('comes back by a form, with a name once, to a client that signs its secret', async () => {
    const name = JSON.stringify({ name: { firstName: 'Ada', lastName: '"King" <b>' } });
    const issuer = provider.issuer('apple', {
      response: (back) => back.set('user', name),
      claims: ({ name: _, ...claims }) => ({ ...claims, email_verified: 'true' }),
      metadata: ({ userinfo_endpoint: _, ...metadata }) => metadata,
    });
    const settings = { clientAuthentication: 'apple', teamId: 'TEAM', keyId: 'KEY' } as const;
    const scopes = ['openid', 'email', 'name'];
    await world.connect({ id: 'apple', kind: 'apple', issuer, scopes, ...settings }, pem);
    const browser = world.newBrowser();
    const form = await signIn('apple', browser);
    const cookie = browser.cookies.find(({ name: known }) => known.includes('browser'));
    expect(cookie).toMatchObject({ sameSite: 'None', secure: true, httpOnly: true, path: '/' });
    expect((await browser.submit(form)).body).toMatch(IN);
    const user = await linkedTo(issuer, '00u1ada');
    expect(user?.attributes['name']).toMatchObject({ givenName: 'Ada', familyName: '"King" <b>' });
    const sent = provider.received.find(({ target }) => target === '/apple/token')?.body;
    const secret = new URLSearchParams(sent).get('client_secret') ?? '';
    const key = await importSPKI(
      publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'ES256',
    );
    const expected = { issuer: 'TEAM', subject: 'rollcall', audience: issuer };
    expect((await jwtVerify(secret, key, expected)).protectedHeader).toEqual({
      alg: 'ES256',
      kid: 'KEY',
    });
  });
});

describe('who speaks OAuth 2 alone', () => {
  let server: TestServer;
  const answers: Record<string, unknown> = {};
  const endpoints: Record<string, (url: URL, received: Received) => Response> = {
    '/authorize': ({ searchParams }) => {
      const back = new URLSearchParams({ code: 'c', state: searchParams.get('state') ?? '' });
      const location = `${searchParams.get('redirect_uri')}?${back}`;
      return new Response(null, { status: 303, headers: { location } });
    },
    '/token': (_, { body }) => {
      const isRight = new URLSearchParams(body).get('client_secret') === 'secret';
      const tokens = { access_token: 'access', token_type: 'bearer' };
      return Response.json(isRight ? tokens : { error: 'incorrect_client_credentials' });
    },
  };
  /** Facebook's is asked for some fields, and then wants the proof. */
  const user = ({ pathname, searchParams }: URL, { headers }: Received) => {
    const proof = createHmac('sha256', 'secret').update('access').digest('hex');
    const isProven = searchParams.get('appsecret_proof') === proof || !searchParams.has('fields');
    const isAllowed = headers['authorization'] === 'Bearer access' && isProven;
    return Response.json(answers[pathname] ?? {}, { status: isAllowed ? 200 : 401 });
  };

  beforeAll(async () => {
    server = await startServer((received) => {
      const url = new URL(received.target, server.origin);
      return (endpoints[url.pathname] ?? user)(url, received);
    });
  });
  afterAll(() => server.close());

  async function connect(id: string, kind: 'github' | 'facebook') {
    const endpoints = {
      authorization: `${server.origin}/authorize`,
      token: `${server.origin}/token`,
      user: `${server.origin}/user`,
    };
    return await world.connect({ id, kind, ...defaultsOf(kind), endpoints });
  }

  test('GitHub: the number is the account, and its primary address counts when it is verified', async () => {
    answers['/user'] = {
      id: 583231,
      login: 'octocat',
      name: 'Mona Lisa',
      email: 'shown@mona.example',
    };
    answers['/user/emails'] = [
      { email: 'old@mona.example', primary: false, verified: true },
      { email: 'mona@mona.example', primary: true, verified: true },
    ];
    const { issuer } = await connect('github', 'github');
    expect((await signIn('github')).body).toMatch(IN);
    const user = await linkedTo(issuer, '583231');
    expect(JSON.stringify(user?.attributes)).toContain('mona@mona.example');
    expect(JSON.stringify(user?.attributes)).not.toContain('shown@mona.example');
  });

  test.each<[string, unknown]>([
    ['no number', { id: '583231' }],
    ['nothing', {}],
    ['a list', [1]],
  ])('GitHub: %s is nobody', async (name, user) => {
    answers['/user'] = user;
    const id = `github-${name.replace(' ', '-')}`;
    await connect(id, 'github');
    expect((await signIn(id)).body).toContain('(wrongSubject)');
  });

  test('Facebook: asks with a proof that it is the app, and there may be no address', async () => {
    answers['/user'] = { id: '10158', name: 'Ada King', first_name: 'Ada', last_name: 'King' };
    const { issuer } = await connect('facebook', 'facebook');
    const page = await signIn('facebook');
    // Nothing else in what Facebook says is a user name.
    expect(page.body).toMatch(/went on|incompleteClaims/);
    if (IN.test(page.body)) expect(await linkedTo(issuer, '10158')).toBeDefined();
  });

  test('what they cannot say of an authentication is not asked for in vain', async () => {
    const browser = world.newBrowser();
    const { url } = await world.begun(browser, { connection: 'github', max_age: '60' });
    expect((await browser.open(url)).body).toContain('(staleAuthentication)');
    const strong = await world.begun(browser, { connection: 'github', acr_values: 'phr' });
    expect((await browser.open(strong.url)).body).toContain('(weakAuthentication)');
    const again = await world.begun(
      browser,
      { connection: 'github' },
      { reasons: ['login_prompt'] },
    );
    expect((await browser.open(again.url)).body).toContain('(staleAuthentication)');
  });
});
