import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAppStore } from '#functions/adapters/dynamodb/app-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { type DemoIdp, startDemoIdp } from '#infra/local/demo-idp/demo-idp.ts';
import { createNewId } from '#shared/kernel/uuid-v7.ts';
import { newSession } from '#shared/sign-in/session-started.ts';
import { sampleIdentity } from '../sign-in/support/sample-identity.ts';
import { createSignInWorld, type SignInWorld } from '../sign-in/support/sign-in-world.ts';
import type { HttpBrowser } from '../support/http-browser.ts';
import { acme, newUser } from '../support/people.ts';
import { appFor } from '../support/sessions.ts';
import { createWorld } from '../support/world.ts';

// What IPSIE SL1 asks of a relying party and no other test of ours shows.

let world: SignInWorld;
let idp: DemoIdp;
let callback: string;
beforeAll(async () => {
  [world, idp] = await Promise.all([createSignInWorld(), startDemoIdp()]);
  await world.connect({ id: 'demo', issuer: idp.issuer, maxAge: 3_600 });
  callback = `${world.origin}/sign-in/acme/callback/demo`;
  await idp.register({
    clientId: 'rollcall',
    clientSecret: 'secret',
    redirectUris: [callback],
  });
});
afterAll(async () => {
  await world.close();
  await idp.stop();
});

/** The request that a browser is sent to the provider with. */
async function requested(asked: object = {}): Promise<URLSearchParams> {
  const browser = world.newBrowser();
  const { url } = await world.begun(browser, asked);
  const page = await browser.open(url, {}, idp.issuer);
  return new URL(page.headers.get('location') ?? '').searchParams;
}

describe('a request to an identity provider', () => {
  test('is for a code, with PKCE by S256 and a nonce of at most 64 characters', async () => {
    const request = await requested();
    expect(request.get('response_type')).toBe('code');
    expect(request.get('code_challenge_method')).toBe('S256');
    expect(request.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(request.get('nonce')).toMatch(/^[\w-]{32,64}$/);
  });

  test('has a challenge, a state and a nonce of its own', async () => {
    const [one, other] = [await requested(), await requested()];
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(one.get(name), name).not.toBe(other.get(name));
    }
  });

  test('says how long ago the person may have been authenticated, where the connection does', async () => {
    expect((await requested()).get('max_age')).toBe('3600');
  });

  test('asks for the authentication that the app asks for', async () => {
    const request = await requested({ acr_values: 'phr phrh', max_age: 60 });
    expect(request.get('acr_values')).toBe('phr phrh');
    expect(request.get('max_age')).toBe('60');
  });
});

/** Signs Grace in at the provider; gives the address by which she would come back. */
async function comingBack(browser: HttpBrowser): Promise<string> {
  const { url } = await world.begun(browser);
  const fields = { username: 'grace', password: 'grace-demo' };
  const page = await browser.submit(await browser.open(url), fields, callback);
  return page.headers.get('location') ?? '';
}

const sessionsBegun = async () =>
  (await world.told()).filter(({ happening }) => happening.type === 'session.started').length;

describe('an answer', () => {
  test('that nobody asked for is refused', async () => {
    const made = `${callback}?code=x&state=${'s'.repeat(43)}&iss=${idp.issuer}`;
    const page = await world.newBrowser().open(made);
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(await sessionsBegun()).toBe(0);
  });

  test('that comes to another browser is refused', async () => {
    const browser = world.newBrowser();
    const address = await comingBack(browser);
    expect(address).toContain(`${callback}?`);
    const stranger = await world.newBrowser().open(address);
    expect(stranger.status).toBeGreaterThanOrEqual(400);
    expect(stranger.body).not.toContain('<a ');
    expect(await sessionsBegun()).toBe(0);
  });

  test('that comes to the browser that began lets the person in', async () => {
    const browser = world.newBrowser();
    const page = await browser.open(await comingBack(browser));
    expect(page.body).toMatch(/^went on: /);
    expect(await sessionsBegun()).toBe(1);
  });
});

describe('a sign-in that begins elsewhere', () => {
  const initiate = async (parameters: Record<string, string>) => {
    const url = `${world.origin}/sign-in/acme/initiate?${new URLSearchParams(parameters)}`;
    const { status, headers } = await fetch(url, { redirect: 'manual' });
    return { status, location: headers.get('location') };
  };

  test('goes on at the app', async () => {
    const start = 'https://wiki.example.com/login';
    const apps = createAppStore(createTable(world.client, world.tableName));
    await apps.createApp(appFor({ initiateLoginUri: start }));
    const { status, location } = await initiate({ iss: idp.issuer, login_hint: 'grace' });
    expect(status).toBe(303);
    expect(location).toBe(
      `${start}?${new URLSearchParams({ iss: `${world.origin}/oidc/acme`, login_hint: 'grace' })}`,
    );
  });

  test('goes nowhere but to registered places', async () => {
    const target_link_uri = 'https://evil.example/';
    for (const wrong of [{ target_link_uri }, { iss: 'https://evil.example' }]) {
      const { status, location } = await initiate({ iss: idp.issuer, ...wrong });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(location).toBeNull();
    }
  });
});

test('a session is over when the identity provider said, or in 30 days', async () => {
  const { ports } = await createWorld();
  const user = await newUser(ports, 'ada@acme.example');
  const clock = { now: () => Date.parse('2027-03-02T09:00:00Z') };
  const endOf = (sessionExpiry?: number) => {
    const identity = sampleIdentity({ ...(sessionExpiry !== undefined && { sessionExpiry }) });
    return newSession({ clock, newId: createNewId(clock) }, { scope: acme, user, identity }).endsAt;
  };
  const inAnHour = clock.now() / 1_000 + 3_600;
  expect(endOf(inAnHour)).toBe('2027-03-02T10:00:00.000Z');
  expect(endOf()).toBe('2027-04-01T09:00:00.000Z');
  expect(endOf(inAnHour + 400 * 86_400)).toBe('2027-04-01T09:00:00.000Z');
});
