import { generateKeyPairSync } from 'node:crypto';
import { jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { newKey } from '../token-endpoint/support/test-issuer.ts';
import { type Attack, startHostileProvider } from './support/hostile-provider.ts';
import { createSignInWorld, type SignInWorld } from './support/sign-in-world.ts';

let world: SignInWorld;
let provider: Awaited<ReturnType<typeof startHostileProvider>>;
beforeAll(async () => {
  [world, provider] = await Promise.all([createSignInWorld(), startHostileProvider()]);
});
afterAll(() => Promise.all([world.close(), provider.close()]));

const seconds = (offset: number) => Math.floor((Date.now() + world.clock.offset) / 1_000) + offset;

/** Signs somebody in by a connection of that name, which is made when it is not there yet. */
async function signIn(
  name: string,
  behaviour: Attack = {},
  params = {},
  browser = world.newBrowser(),
) {
  const issuer = provider.issuer(name, behaviour);
  const known = await world.connections.connection({ tenantId: 'acme', id: name });
  if (!known) await world.connect({ id: name, issuer });
  const { url } = await world.begun(browser, { connection: name, ...params });
  return await browser.open(url);
}

/** The events of the last sign-in by a connection. */
async function lastTold(connection: string) {
  const told = await world.told();
  return told
    .map(({ happening }) => happening)
    .findLast(({ data }) => JSON.stringify(data).includes(`"${connection}"`));
}

const claims = (changed: (now: number) => object): Attack => ({
  claims: (all) => ({ ...all, ...changed(seconds(0)) }),
});

describe('what providers may do', () => {
  test.each<[string, Attack]>([
    ['nothing unusual', {}],
    ['a clock ahead', claims((now) => ({ iat: now + 50, nbf: now + 50 }))],
    ['a clock behind', claims((now) => ({ iat: now - 50, exp: now - 30 }))],
    ['a list of one audience', claims(() => ({ aud: ['rollcall'], azp: 'rollcall' }))],
    ['claims at the endpoint alone', claims(() => ({ name: undefined, email: undefined }))],
    ['no time of authentication', claims(() => ({ auth_time: 0 }))],
    [
      'a claim called __proto__',
      {
        idToken: (all, { sign }) =>
          sign(JSON.parse(`{"__proto__":{"x":1},${JSON.stringify(all).slice(1)}`)),
      },
    ],
    [
      'a response that names its issuer',
      { response: (back) => back.set('iss', `${provider.origin}/named`) },
    ],
  ])('%s', async (name, behaviour) => {
    const id =
      name === 'a response that names its issuer' ? 'named' : name.replaceAll(/[ _]+/g, '-');
    const page = await signIn(id.slice(0, 40).replace(/-$/, ''), behaviour);
    expect(page.body).toMatch(/^went on: \/oidc\/acme\/auth\//);
    expect(world.unforeseen).toEqual([]);
  });

  test('an address in the ID token is not verified because another one is at the endpoint', async () => {
    const unverified = { email: 'boss@acme.example', email_verified: undefined, name: undefined };
    const page = await signIn(
      'two-addresses',
      claims(() => unverified),
    );
    expect(page.body).toMatch(/^went on/);
    const received = provider.received.map(({ target }) => target);
    expect(received).toContain('/two-addresses/userinfo');
    expect((await world.written()).join()).not.toContain('boss@acme.example');
  });

  test('a key may stand for the secret: shown to its issuer alone, once', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const issuer = provider.issuer('keyed', {});
    const clientAuthentication = 'private_key_jwt';
    await world.connect({ id: 'keyed', issuer, clientAuthentication, keyId: 'k-1' }, pem);
    for (let count = 0; count < 2; count += 1)
      expect((await signIn('keyed')).body).toMatch(/^went on/);
    const asked = provider.received.filter(({ target }) => target === '/keyed/token');
    const shown = await Promise.all(
      asked.map(async ({ body }) => {
        const form = new URLSearchParams(body);
        expect(form.get('client_assertion_type')).toBe(
          'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        );
        expect(form.has('client_secret')).toBe(false);
        return await jwtVerify(form.get('client_assertion') ?? '', publicKey);
      }),
    );
    expect(shown).toHaveLength(2);
    for (const { payload, protectedHeader } of shown) {
      expect(protectedHeader).toMatchObject({ alg: 'RS256', kid: 'k-1' });
      // The issuer as a text, not a list, and not the address of the endpoint.
      expect(payload).toMatchObject({ aud: issuer, iss: 'rollcall', sub: 'rollcall' });
      expect(Number(payload.exp) - Number(payload.iat)).toBeLessThanOrEqual(300);
    }
    expect(new Set(shown.map(({ payload }) => payload.jti)).size).toBe(2);
  });

  test('keys may change: one that was published seconds ago works', async () => {
    const [first, second] = await Promise.all([newKey('first'), newKey('second')]);
    provider.publish('rotating', [first]);
    expect((await signIn('rotating')).body).toMatch(/^went on/);
    provider.publish('rotating', [second, first]);
    world.clock.offset += 3_000;
    expect((await signIn('rotating')).body).toMatch(/^went on/);
    world.clock.offset = 0;
  });

  test('its keys may be out of reach for hours', async () => {
    expect((await signIn('dead')).body).toMatch(/^went on/);
    const away = () => new Response('down', { status: 503 });
    const asked = () => provider.received.filter(({ target }) => target === '/dead/keys').length;
    const before = asked();
    world.clock.offset = 11 * 60_000;
    const later = { ...claims((now) => ({ iat: now, exp: now + 60 })), keys: away };
    expect((await signIn('dead', later)).body).toMatch(/^went on/);
    expect(asked()).toBe(before + 1);
    world.clock.offset = 0;
  });

  test('it may say when the session has to be over', async () => {
    const end = seconds(3_600);
    await signIn(
      'bounded',
      claims(() => ({ session_expiry: end, amr: ['pwd', 'otp'], acr: 'phr' })),
    );
    expect(await lastTold('bounded')).toMatchObject({
      type: 'session.started',
      data: { amr: ['pwd', 'otp'], acr: 'phr', endsAt: new Date(end * 1_000).toISOString() },
    });
  });

  test('what an app asks of the authentication is asked there, and held', async () => {
    const asked = { acr_values: 'phr phrh', max_age: '600', login_hint: 'ada@acme.example' };
    const browser = world.newBrowser();
    const page = await signIn(
      'asked',
      claims((now) => ({ acr: 'phrh', auth_time: now - 300 })),
      asked,
      browser,
    );
    expect(page.body).toMatch(/^went on/);
    const departure = browser.visited.find((url) => url.includes('/asked/authorize')) ?? '';
    expect(Object.fromEntries(new URL(departure).searchParams)).toMatchObject({
      ...asked,
      code_challenge_method: 'S256',
      response_type: 'code',
    });
    const weak = await signIn(
      'asked',
      claims((now) => ({ acr: 'pwd', auth_time: now })),
      asked,
    );
    expect(weak.body).toContain('(weakAuthentication)');
    const stale = await signIn(
      'asked',
      claims((now) => ({ acr: 'phr', auth_time: now - 3_600 })),
      asked,
    );
    expect(stale.body).toContain('(staleAuthentication)');
  });
});

describe('a way back', () => {
  /** How the browser would come back, which it does not yet. */
  async function onTheWay(name: string) {
    const browser = world.newBrowser();
    const issuer = provider.issuer(name);
    if (!(await world.connections.connection({ tenantId: 'acme', id: name })))
      await world.connect({ id: name, issuer });
    const { url } = await world.begun(browser, { connection: name });
    const callback = `${world.origin}/sign-in/acme/callback/`;
    const departed = await browser.open(url, {}, callback);
    return { browser, back: departed.headers.get('location') ?? '' };
  }

  test('is good once', async () => {
    const { browser, back } = await onTheWay('once');
    expect((await browser.open(back)).body).toMatch(/^went on/);
    expect((await browser.open(back)).body).toContain('(unknownAttempt)');
  });

  test('is good once, also for two who come at once', async () => {
    const { browser, back } = await onTheWay('race');
    const pages = await Promise.all([browser.open(back), browser.open(back)]);
    expect(pages.filter(({ body }) => body.startsWith('went on'))).toHaveLength(1);
  });

  test('is good in the browser that set out, and in no other', async () => {
    const { browser, back } = await onTheWay('stolen');
    expect((await world.newBrowser().open(back)).body).toContain('(unknownAttempt)');
    // It is nobody's any more.
    expect((await browser.open(back)).body).toContain('(unknownAttempt)');
  });

  test('is that of one connection: what one provider answers is not taken for another', async () => {
    const { browser, back } = await onTheWay('honest');
    await world.connect({ id: 'mallory', issuer: provider.issuer('mallory') });
    const mixed = back.replace('/callback/honest', '/callback/mallory');
    expect((await browser.open(mixed)).body).toContain('(unknownAttempt)');
    expect(provider.received.filter(({ target }) => target === '/mallory/token')).toEqual([]);
  });

  test('takes ten minutes at most', async () => {
    const { browser, back } = await onTheWay('slow');
    world.clock.offset = 601_000;
    expect((await browser.open(back)).body).toContain('(unknownAttempt)');
    world.clock.offset = 0;
  });

  test('leaves no attempt behind', async () => {
    const { browser, back } = await onTheWay('tidy');
    const attempts = async () => (await world.rows()).filter(({ sk }) => sk?.S === 'ATTEMPT');
    const before = (await attempts()).length;
    await browser.open(back);
    expect(await attempts()).toHaveLength(before - 1);
    expect(keys.signInAttempt('acme', 'x').sk).toBe('ATTEMPT');
  });
});

describe('addresses that are none', () => {
  test.each([
    '/sign-in/acme/callback/nobody?state=x',
    '/sign-in/nobody/callback/once?state=x',
    '/sign-in/ACME/callback/once',
    '/sign-in/globex/callback/once',
    '/sign-in/acme/nothing',
    '/sign-in/acme/initiate?iss=https://evil.example',
  ])('%s is the page of all of them', async (target) => {
    const page = await world.newBrowser().open(`${world.origin}${target}`);
    expect(page.status).toBe(404);
    expect(page.body).toContain('(unknownAddress)');
  });

  test('an interaction of another browser is none', async () => {
    const { url } = await world.begun(world.newBrowser());
    const page = await world.newBrowser().open(url);
    expect(page.body).toContain('(unknownInteraction)');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  });
});
