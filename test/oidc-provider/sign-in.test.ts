import * as jose from 'jose';
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HttpBrowser } from '../support/http-browser.ts';
import { createProviderWorld, type ProviderWorld, type TestApp } from './support/provider-world.ts';

let world: ProviderWorld;
let wiki: TestApp;
beforeAll(async () => {
  world = await createProviderWorld();
  wiki = await world.newApp();
});
afterAll(() => world.close());
afterEach(() => {
  expect(world.unforeseen).toEqual([]);
});

const ada = { displayName: 'Ada Lind', emails: [{ value: 'ada@example.com', primary: true }] };

/** What an app hears in the query of its redirect URI. */
const heard = (url: URL) => Object.fromEntries(url.searchParams);

describe('an app that signs somebody in', () => {
  test('gets tokens for the person, and everything that they say', async () => {
    const person = await world.newPerson(ada);
    const { tokens, session, callback } = await world.signIn(wiki, person);
    expect(callback.searchParams.get('iss')).toBe(`${world.origin}/oidc/acme`);
    expect(tokens.claims()).toMatchObject({
      iss: `${world.origin}/oidc/acme`,
      aud: wiki.app.id,
      sub: person.id,
      sid: session.id,
      tenant: 'acme',
      roles: [],
      amr: ['pwd'],
      auth_time: session.authTime,
      name: 'Ada Lind',
      email: 'ada@example.com',
      preferred_username: person.attributes['userName'],
    });
    const jwks = jose.createRemoteJWKSet(new URL(`${world.origin}/oidc/acme/jwks`));
    const { payload, protectedHeader } = await jose.jwtVerify(tokens.access_token, jwks, {
      issuer: `${world.origin}/oidc/acme`,
      audience: wiki.app.audience,
      typ: 'at+jwt',
    });
    expect(protectedHeader).toEqual({
      alg: 'RS256',
      typ: 'at+jwt',
      kid: world.signers[0].publicKey.kid,
    });
    expect(payload).toMatchObject({
      sub: person.id,
      client_id: wiki.app.id,
      scope: 'openid profile email offline_access',
      tenant: 'acme',
      roles: [],
      sid: session.id,
      epoch: 0,
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
    expect(tokens.refresh_token).toMatch(/^[\w-]{43}$/);

    const info = await client.fetchUserInfo(wiki.config, tokens.access_token, person.id);
    expect(info).toMatchObject({ sub: person.id, name: 'Ada Lind', email: 'ada@example.com' });
  });

  test('gets what it asked for, and no more', async () => {
    const person = await world.newPerson(ada);
    const { tokens } = await world.signIn(wiki, person, { parameters: { scope: 'openid email' } });
    expect(tokens.refresh_token).toBeUndefined();
    expect(tokens.claims()).toMatchObject({ email: 'ada@example.com' });
    expect(tokens.claims()).not.toHaveProperty('name');
  });

  test('that is public needs no secret, but PKCE', async () => {
    const app = await world.newApp({ type: 'public' });
    const { tokens } = await world.signIn(app, await world.newPerson());
    expect(tokens.access_token).toBeDefined();
  });

  test('shares the sign-in of the browser with others of the tenant', async () => {
    const other = await world.newApp();
    const person = await world.newPerson();
    const { browser, session } = await world.signIn(wiki, person);
    world.door.open = () => Promise.reject(new Error('Nobody has to come to the door.'));
    const { callback, checks } = await world.authorize(other, browser, { prompt: 'none' });
    const tokens = await client.authorizationCodeGrant(other.config, callback, checks);
    expect(tokens.claims()).toMatchObject({ sub: person.id, sid: session.id });
  });

  test('can ask for a sign-in anew, and hears of the new one without a page in between', async () => {
    const person = await world.newPerson();
    const { browser, session } = await world.signIn(wiki, person);
    const parameters = { prompt: 'login' };
    const again = await world.signIn(wiki, person, { browser, parameters });
    expect(again.session.id).not.toBe(session.id);
    expect(again.tokens.claims()?.['sid']).toBe(again.session.id);
    // The apps of the same person go on.
    await client.refreshTokenGrant(wiki.config, again.tokens.refresh_token ?? '');
    expect(world.signedOut).not.toContain(session.id);
  });

  test('has its secret changed without a gap', async () => {
    const app = await world.newApp();
    const past = '2026-01-01T00:00:00.000Z';
    const [secret] = app.app.secrets;
    if (!secret) throw new TypeError('The app has no secret.');
    await world.apps.replaceApp({
      ...app.app,
      secrets: [{ ...secret, expiresAt: past }],
      version: 2,
    });
    const failing = world.signIn(app, await world.newPerson());
    await expect(failing).rejects.toMatchObject({ error: 'invalid_client', status: 401 });
  });
});

describe('a request that is wrong', () => {
  test('in its redirect URI goes nowhere, but to a page that says so', async () => {
    for (const redirect_uri of [
      `${world.origin}/app/callback/`,
      `${world.origin}/app/callback?x=1`,
      'https://evil.example/callback',
    ]) {
      const { page } = await world.authorize(wiki, new HttpBrowser(), { redirect_uri });
      expect([page.status, new URL(page.url).pathname]).toEqual([400, '/oidc/acme/auth']);
      expect(page.body).toContain('invalid_redirect_uri');
      expect(page.body).toContain('Request request-1');
      expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    }
  });

  test('in what it reflects is escaped', async () => {
    const client_id = '<script>alert(1)</script>';
    const { page } = await world.authorize(wiki, new HttpBrowser(), { client_id });
    expect(page.status).toBe(400);
    expect(page.body).not.toContain('<script');
  });

  test.each([
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ code_challenge: '' }, 'invalid_request'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ response_type: 'code id_token' }, 'unsupported_response_type'],
    [{ resource: 'https://api.globex.example' }, 'invalid_target'],
    [{ prompt: 'none' }, 'login_required'],
    [{ request: 'e30.e30.' }, 'request_not_supported'],
  ])('in %j is told to the app', async (parameters, error) => {
    const { callback } = await world.authorize(wiki, new HttpBrowser(), parameters);
    expect(callback.href).toContain('/app/callback');
    const said = new URL(callback.href.replace('#', '?'));
    expect(heard(said)).toMatchObject({ error, iss: `${world.origin}/oidc/acme` });
    expect(said.searchParams.get('code')).toBeNull();
  });

  test('for a scope that the app may not have is told to the app', async () => {
    const app = await world.newApp({ scopes: ['openid'] });
    const { callback } = await world.authorize(app, new HttpBrowser(), { scope: 'openid email' });
    expect(heard(callback)).toMatchObject({ error: 'invalid_scope' });
  });

  test('is refused by the sign-in in its own words', async () => {
    world.door.open = (tenantId, uid) =>
      world.interactions.refuse(tenantId, uid, {
        error: 'access_denied',
        description: 'Not assigned to this application.',
      });
    const { callback } = await world.authorize(wiki, new HttpBrowser());
    expect(heard(callback)).toMatchObject({
      error: 'access_denied',
      error_description: 'Not assigned to this application.',
    });
  });

  test('is told apart where there is no tenant, or too much of a body', async () => {
    for (const path of ['/oidc/nobody/auth', '/oidc/..%2Facme/auth', '/oidc/Acme/jwks']) {
      expect((await fetch(`${world.origin}${path}`)).status).toBe(404);
    }
    const body = new URLSearchParams({ code: 'x'.repeat(60_000) });
    const large = await fetch(`${world.origin}/oidc/acme/token`, { method: 'POST', body });
    expect(large.status).toBe(413);
  });
});

describe('an authorization code', () => {
  const swap = ({ config }: TestApp, callback: URL, checks: client.AuthorizationCodeGrantChecks) =>
    client.authorizationCodeGrant(config, callback, checks);
  const gone = { error: 'invalid_grant' };

  test('is good once, and takes down what came of it when it is shown again', async () => {
    const { tokens, callback, checks } = await world.signIn(wiki, await world.newPerson());
    await expect(swap(wiki, callback, checks)).rejects.toMatchObject(gone);
    const refresh = client.refreshTokenGrant(wiki.config, tokens.refresh_token ?? '');
    await expect(refresh).rejects.toMatchObject(gone);
    const info = client.fetchUserInfo(wiki.config, tokens.access_token, client.skipSubjectCheck);
    await expect(info).rejects.toMatchObject({ status: 401 });
  });

  test('does not take down what came of another', async () => {
    const person = await world.newPerson();
    const first = await world.signIn(wiki, person);
    const second = await world.authorize(wiki, first.browser);
    const tokens = await swap(wiki, second.callback, second.checks);
    await expect(swap(wiki, first.callback, first.checks)).rejects.toMatchObject(gone);
    const info = await client.fetchUserInfo(wiki.config, tokens.access_token, person.id);
    expect(info.sub).toBe(person.id);
  });

  test('that is swapped by several at once is swapped by one at most, and then by none', async () => {
    world.admit(await world.newPerson());
    const { callback, checks } = await world.authorize(wiki, new HttpBrowser());
    const attempts = Array.from({ length: 5 }, () => swap(wiki, callback, checks));
    const results = await Promise.allSettled(attempts);
    const good = results.filter((result) => result.status === 'fulfilled');
    expect(good.length).toBeLessThanOrEqual(1);
    for (const { value } of good) {
      const refresh = client.refreshTokenGrant(wiki.config, value.refresh_token ?? '');
      await expect(refresh).rejects.toMatchObject(gone);
    }
  });

  test('is of its app, its verifier and its redirect URI', async () => {
    world.admit(await world.newPerson());
    const { callback, checks } = await world.authorize(wiki, new HttpBrowser());
    const other = await world.newApp();
    await expect(swap(other, callback, checks)).rejects.toMatchObject(gone);
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const wrong = swap(wiki, callback, { ...checks, pkceCodeVerifier });
    await expect(wrong).rejects.toMatchObject(gone);
    const elsewhere = new URL(callback);
    elsewhere.pathname = '/app/other';
    await expect(swap(wiki, elsewhere, checks)).rejects.toMatchObject(gone);
    expect((await swap(wiki, callback, checks)).access_token).toBeDefined();
  });

  test('without the secret of its app is good for nothing', async () => {
    world.admit(await world.newPerson());
    const { callback, checks } = await world.authorize(wiki, new HttpBrowser());
    const issuer = wiki.config.serverMetadata();
    for (const [secret, error] of [
      ['rollcall-app-wrong', 'invalid_client'],
      [undefined, 'invalid_client'],
    ] as const) {
      const thief = new client.Configuration(
        issuer,
        wiki.app.id,
        secret,
        secret ? undefined : client.None(),
      );
      client.allowInsecureRequests(thief);
      const stolen = client.authorizationCodeGrant(thief, callback, checks);
      await expect(stolen).rejects.toMatchObject({ error });
    }
  });
});
