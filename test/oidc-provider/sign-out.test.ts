import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createProviderWorld,
  type ProviderWorld,
  type SignedIn,
  type TestApp,
} from './support/provider-world.ts';

let world: ProviderWorld;
let wiki: TestApp;
let signedIn: SignedIn;
beforeAll(async () => {
  world = await createProviderWorld();
  wiki = await world.newApp();
});
beforeEach(async () => {
  signedIn = await world.signIn(wiki, await world.newPerson());
});
afterAll(() => world.close());
afterEach(() => {
  expect(world.unforeseen).toEqual([]);
});

const signOutUrl = (parameters: Record<string, string> = {}) =>
  client.buildEndSessionUrl(wiki.config, {
    post_logout_redirect_uri: wiki.app.postLogoutRedirectUris[0] ?? '',
    state: 'a state',
    ...parameters,
  }).href;

const stands = async ({ session }: SignedIn) =>
  (await world.sessions.session(session))?.endedAt === undefined;

describe('signing out', () => {
  test('by the app that shows its ID token asks nothing, and ends the session', async () => {
    const id_token_hint = signedIn.tokens.id_token ?? '';
    const page = await signedIn.browser.open(signOutUrl({ id_token_hint }));
    expect(page.url).toBe(`${wiki.app.postLogoutRedirectUris[0]}?state=a+state`);
    expect(await stands(signedIn)).toBe(false);
    expect(world.signedOut.at(-1)).toBe(signedIn.session.id);
    const names = signedIn.browser.cookies.map(({ name }) => name);
    expect(names).not.toContain('__Host-rollcall-acme');
    world.door.open = async () => undefined;
    const { callback } = await world.authorize(wiki, signedIn.browser, { prompt: 'none' });
    expect(callback.searchParams.get('error')).toBe('login_required');
  });

  test('by a link asks, and ends what the person says', async () => {
    const page = await signedIn.browser.open(signOutUrl());
    expect(page.status).toBe(200);
    expect(page.body).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect(await stands(signedIn)).toBe(true);

    const stayed = await signedIn.browser.submit(page);
    expect(stayed.url).toContain('/app/bye');
    expect(await stands(signedIn)).toBe(true);

    const again = await signedIn.browser.open(signOutUrl());
    const left = await signedIn.browser.submit(again, { logout: 'yes' });
    expect(left.url).toBe(`${wiki.app.postLogoutRedirectUris[0]}?state=a+state`);
    expect(await stands(signedIn)).toBe(false);
  });

  test('with the ID token of another session asks', async () => {
    const other = await world.signIn(wiki, await world.newPerson());
    const id_token_hint = other.tokens.id_token ?? '';
    const page = await signedIn.browser.open(signOutUrl({ id_token_hint }));
    expect(page.status).toBe(200);
    expect(page.body).toContain('Sign out?');
    expect([await stands(signedIn), await stands(other)]).toEqual([true, true]);
  });

  test('is not done in the person’s place by another site', async () => {
    const page = await signedIn.browser.open(signOutUrl());
    const action = new URL('/oidc/acme/sign-out/confirm', page.url).href;
    const body = new URLSearchParams({ xsrf: 'guessed', logout: 'yes' });
    const forged = await signedIn.browser.open(action, { method: 'POST', body });
    expect(forged.status).toBe(400);
    expect(await stands(signedIn)).toBe(true);
  });

  test.each(['https://evil.example/', 'http://127.0.0.1/app/bye'])(
    'does not end at %s',
    async (post_logout_redirect_uri) => {
      const id_token_hint = signedIn.tokens.id_token ?? '';
      const url = signOutUrl({ id_token_hint, post_logout_redirect_uri });
      const page = await signedIn.browser.open(url);
      expect(page.status).toBe(400);
      expect(page.body).toContain('post_logout_redirect_uri not registered');
      expect(await stands(signedIn)).toBe(true);
    },
  );

  test('without an address ends on a page of its own', async () => {
    const id_token_hint = signedIn.tokens.id_token ?? '';
    const url = client.buildEndSessionUrl(wiki.config, { id_token_hint });
    const page = await signedIn.browser.open(url.href);
    expect([page.status, page.body]).toEqual([200, expect.stringContaining('You are signed out')]);
    expect(await stands(signedIn)).toBe(false);
  });
});
