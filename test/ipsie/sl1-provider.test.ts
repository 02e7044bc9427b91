import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  createProviderWorld,
  type ProviderWorld,
  type TestApp,
} from '../oidc-provider/support/provider-world.ts';
import { HttpBrowser } from '../support/http-browser.ts';

// What IPSIE SL1 asks of a provider and no other test of ours shows.

let world: ProviderWorld;
let wiki: TestApp;
beforeAll(async () => {
  world = await createProviderWorld();
  wiki = await world.newApp();
});
afterAll(() => world.close());
afterEach(() => {
  world.clock.offset = 0;
  expect(world.unforeseen).toEqual([]);
});

const swap = (callback: URL, checks: client.AuthorizationCodeGrantChecks) =>
  client.authorizationCodeGrant(wiki.config, callback, checks);

async function asked(grant: Record<string, string>) {
  const body = new URLSearchParams({
    client_id: wiki.app.id,
    client_secret: wiki.secret,
    ...grant,
  });
  const answer = await fetch(`${world.origin}/oidc/acme/token`, { method: 'POST', body });
  return { status: answer.status, error: JSON.parse(await answer.text()).error };
}

describe('the token endpoint', () => {
  test.each(['password', 'implicit', 'client_credentials'])('knows no grant %s', async (grant) => {
    const said = { grant_type: grant, username: 'ada', password: 'secret' };
    expect(await asked(said)).toEqual({ status: 400, error: 'unsupported_grant_type' });
  });
});

describe('an authorization code', () => {
  test('is good for 60 seconds', async () => {
    world.admit(await world.newPerson());
    const late = await world.authorize(wiki, new HttpBrowser());
    world.clock.offset = 61_000;
    await expect(swap(late.callback, late.checks)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  test('comes with the issuer, by a redirect that is no 307', async () => {
    world.admit(await world.newPerson());
    const { callback } = await world.authorize(wiki, new HttpBrowser());
    expect(callback.searchParams.get('iss')).toBe(`${world.origin}/oidc/acme`);
    const url = new URL(`${world.origin}/oidc/acme/auth`);
    url.search = new URLSearchParams({
      client_id: wiki.app.id,
      redirect_uri: wiki.app.redirectUris[0] ?? '',
      response_type: 'code',
      scope: 'openid',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    }).toString();
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303);
  });
});

describe('an ID token', () => {
  test('bears a nonce of 64 characters', async () => {
    const nonce = 'n'.repeat(64);
    world.admit(await world.newPerson());
    const { callback, checks } = await world.authorize(wiki, new HttpBrowser(), { nonce });
    const tokens = await swap(callback, { ...checks, expectedNonce: nonce });
    expect(tokens.claims()?.nonce).toBe(nonce);
  });

  test('says for whom alone it is, how and when the person was authenticated, and when to ask again', async () => {
    const acr = 'urn:example:phishing-resistant';
    const { tokens, session } = await world.signIn(wiki, await world.newPerson(), {
      session: { acr, amr: ['hwk', 'pin'] },
    });
    expect(tokens.claims()).toMatchObject({
      aud: wiki.app.id,
      acr,
      amr: ['hwk', 'pin'],
      auth_time: session.authTime,
      session_expiry: Math.floor(Date.parse(session.endsAt) / 1_000),
    });
  });
});

describe('a request with max_age', () => {
  test('of a person who was authenticated longer ago leads to the sign-in again', async () => {
    const person = await world.newPerson();
    const authTime = Math.floor(Date.now() / 1_000) - 600;
    const { browser } = await world.signIn(wiki, person, { session: { authTime } });
    const none = { prompt: 'none' };
    const recent = await world.authorize(wiki, browser, { ...none, max_age: '900' });
    expect(recent.callback.searchParams.has('code')).toBe(true);
    const stale = await world.authorize(wiki, browser, { ...none, max_age: '300' });
    expect(stale.callback.searchParams.get('error')).toBe('login_required');
  });
});
