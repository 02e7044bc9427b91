import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoIdp, startDemoIdp } from '#infra/local/demo-idp/demo-idp.ts';
import { HttpBrowser } from '../../../support/http-browser.ts';

const REDIRECT_URI = 'http://127.0.0.1:1/callback';
const CLIENT = { clientId: 'rollcall', clientSecret: 'a secret', redirectUris: [REDIRECT_URI] };

let idp: DemoIdp;
let config: oidc.Configuration;
const logoutTokens: string[] = [];
const receiver = createServer(async (request, response) => {
  logoutTokens.push(new URLSearchParams(await text(request)).get('logout_token') ?? '');
  response.end();
});

beforeAll(async () => {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const address = receiver.address();
  idp = await startDemoIdp();
  await idp.register({
    ...CLIENT,
    backchannelLogoutUri: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`,
  });
  config = await oidc.discovery(
    new URL(idp.issuer),
    CLIENT.clientId,
    CLIENT.clientSecret,
    undefined,
    { execute: [oidc.allowInsecureRequests] },
  );
});

afterAll(async () => {
  await idp.stop();
  receiver.close();
});

async function begin(browser: HttpBrowser, parameters: Record<string, string> = {}) {
  const codeVerifier = oidc.randomPKCECodeVerifier();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile email',
    code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...parameters,
  });
  return { codeVerifier, page: await browser.open(url.href) };
}

test('signs a seeded person in, with the claims in the ID token', async () => {
  const browser = new HttpBrowser();
  const { codeVerifier, page } = await begin(browser);
  const answer = await browser.submit(
    page,
    { username: 'grace', password: 'grace-demo' },
    REDIRECT_URI,
  );
  const tokens = await oidc.authorizationCodeGrant(
    config,
    new URL(answer.headers.get('location') ?? ''),
    { pkceCodeVerifier: codeVerifier },
  );
  expect(tokens.claims()).toMatchObject({
    iss: idp.issuer,
    sub: '00u1grace',
    given_name: 'Amazing Grace',
    email: 'grace@demo.example',
    email_verified: true,
    groups: ['engineering', 'admins'],
    amr: ['pwd'],
    sid: expect.any(String),
  });
});

test('a wrong password is said on the page, and nobody is signed in', async () => {
  const browser = new HttpBrowser();
  const { page } = await begin(browser, { login_hint: 'alan' });
  expect(page.body).toContain('value="alan"');
  const answer = await browser.submit(page, { username: 'alan"><b>', password: 'grace-demo' });
  expect([answer.status, answer.body]).toEqual([401, expect.stringContaining('is wrong')]);
  expect(answer.body).not.toContain('<b>');
});

test('who cancels is sent back with access_denied', async () => {
  const browser = new HttpBrowser();
  const { page } = await begin(browser);
  const answer = await browser.submit(page, { decision: 'cancel' }, REDIRECT_URI);
  expect(answer.headers.get('location')).toContain('error=access_denied');
});

test('an interaction of another browser shows no form', async () => {
  const { page } = await begin(new HttpBrowser());
  expect((await new HttpBrowser().open(page.url)).status).toBe(400);
});

test('who signs out at the provider is signed out at the client by back-channel', async () => {
  const browser = new HttpBrowser();
  const { page } = await begin(browser);
  await browser.submit(page, { username: 'alan', password: 'alan-demo' }, REDIRECT_URI);
  const home = await browser.open(`${idp.issuer}/`);
  const asked = await browser.click(home, 'Sign out');
  expect((await browser.submit(asked, { logout: 'yes' })).body).toContain('You are signed out');
  expect(logoutTokens).toHaveLength(1);
  const again = await begin(browser);
  expect(again.page.body).toContain('name="password"');
});
