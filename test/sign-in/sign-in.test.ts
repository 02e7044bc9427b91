import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoIdp, startDemoIdp } from '#infra/local/demo-idp/demo-idp.ts';
import { interactionCookie } from '#shared/sessions/provider-cookies.ts';
import { lastClaims } from '#shared/sign-in/last-claims.ts';
import { browserCookie } from '#shared/sign-in/web/browser-cookie.ts';
import { createSignIn } from '#shared/sign-in/web/create-sign-in.ts';
import { createRateLimiter } from '#shared/tenancy/create-rate-limiter.ts';
import { isSlug } from '#shared/tenancy/tenant.ts';
import { scarce } from './support/scarce-permits.ts';
import { createSignInWorld, type SignInWorld } from './support/sign-in-world.ts';

let world: SignInWorld;
let idp: DemoIdp;

beforeAll(async () => {
  [world, idp] = await Promise.all([createSignInWorld(), startDemoIdp()]);
  await world.connect({ id: 'demo', issuer: idp.issuer, keepLastClaims: true });
  await idp.register({
    clientId: 'rollcall',
    clientSecret: 'secret',
    redirectUris: [`${world.origin}/sign-in/acme/callback/demo`],
  });
});
afterAll(async () => {
  await world.close();
  await idp.stop();
});

test('somebody new arrives by a real provider: a person, a session, and on to the app', async () => {
  const browser = world.newBrowser();
  const { uid, url } = await world.begun(browser);
  const login = await browser.open(url);
  const page = await browser.submit(login, { username: 'grace', password: 'grace-demo' });
  expect(world.unforeseen).toEqual([]);
  expect(page.body).toBe(`went on: /oidc/acme/auth/${uid}`);
  const connection = await world.connections.connection({ tenantId: 'acme', id: 'demo' });
  const claims = connection && (await lastClaims(world.ports, connection));
  expect(claims).toMatchObject({ sub: '00u1grace', email: 'grace@demo.example' });
  const names = (await world.told()).map(({ happening }) => happening.type);
  expect(names).toEqual(['user.created', 'user.linked', 'session.started']);
});

test('who comes again is the same person, and nothing is told but the session', async () => {
  const browser = world.newBrowser();
  const { url } = await world.begun(browser, { login_hint: 'grace' });
  const before = (await world.told()).length;
  await browser.submit(await browser.open(url), { username: 'grace', password: 'grace-demo' });
  const told = (await world.told()).slice(before);
  expect(told.map(({ happening }) => happening.type)).toEqual(['session.started']);
});

test('who cancels there is told so', async () => {
  const browser = world.newBrowser();
  const { url } = await world.begun(browser);
  const page = await browser.submit(await browser.open(url), { decision: 'cancel' });
  expect(page).toMatchObject({ status: 403, body: expect.stringContaining('(cancelled)') });
  expect(world.unforeseen).toEqual([]);
  // And may try again, by a link of this browser's own.
  const again = await browser.click(page, 'Try again');
  const done = await browser.submit(again, { username: 'grace', password: 'grace-demo' });
  expect(done.body).toMatch(/^went on/);
});

test('a callback offers nothing that the query says, and no page that is over', async () => {
  const browser = world.newBrowser();
  const { uid, url } = await world.begun(browser);
  const login = await browser.open(url);
  const query = '?state=unknown&again=https://evil.example&returnTo=https://evil.example';
  const page = await browser.open(`${world.origin}/sign-in/acme/callback/demo${query}`);
  expect(page.status).toBe(400);
  expect(page.body).toContain('To try again, go back to the application you came from.');
  expect(page.body).not.toMatch(/<a |evil/);
  // Once the interaction is over there is no page to go back to.
  await world.interactionOver(uid);
  const late = await browser.submit(login, { decision: 'cancel' });
  expect(late.body).toContain('go back to the application you came from');
  expect(late.body).not.toContain('<a ');
});

test('who was overtaken by another tab is led back to the app', async () => {
  const browser = world.newBrowser();
  const { uid, url } = await world.begun(browser);
  const login = await browser.open(url);
  await world.ports.interactions.refuse('acme', uid, { error: 'access_denied', description: '' });
  const page = await browser.submit(login, { username: 'grace', password: 'grace-demo' });
  expect(page.body).toContain('(unknownInteraction)');
  expect(page.body).toContain('To try again, go back to Wiki.');
});

test('of several ways the person chooses, by name or by address', async () => {
  await world.connect({ id: 'other', displayName: 'Other <b>', issuer: `${idp.issuer}/other` });
  const browser = world.newBrowser();
  const { url } = await world.begun(browser, { login_hint: '"><script>@demo.example' });
  const page = await browser.open(url);
  expect(page.body).toContain('<h1>Sign in to Wiki</h1>');
  expect(page.body).toContain('Other &lt;b&gt;');
  expect(page.body).not.toContain('<script>');
  const typed = await browser.submit(page, { email: 'ada@nowhere.example' });
  expect(typed.body).toContain('Nobody signs in by the domain of this address');
  const login = await browser.click(typed, 'Okta');
  const done = await browser.submit(login, { username: 'alan', password: 'alan-demo' });
  expect(done.body).toMatch(/^went on/);
});

test('where nobody set up a way to sign in, the page says so and whom to ask', async () => {
  const bare = await createSignInWorld();
  try {
    const browser = bare.newBrowser();
    const { url } = await bare.begun(browser);
    await bare.connect({ id: 'off', enabled: false });
    for (const query of ['', '?email=ada%40demo.example']) {
      const { status, body } = await browser.open(`${url}${query}`);
      expect(status).toBe(200);
      expect(body).toContain('Nobody has set up a way to sign in here yet.');
      expect(body).toContain('Ask whoever looks after Wiki');
      expect(body).not.toMatch(/<form|<ul|or with|Choose below/);
    }
  } finally {
    await bare.close();
  }
});

test('rubbish at the callback takes nobody the room to sign in', async () => {
  const rateLimiter = createRateLimiter({ store: scarce(), clock: world.clock });
  const unforeseen: unknown[] = [];
  const report = (error: unknown) => unforeseen.push(error);
  const signIn = createSignIn({ ...world.ports, rateLimiter, report });
  const before = (await world.told()).length;
  const rubbish = `${world.origin}/sign-in/acme/callback/demo?state=guessed`;
  for (let count = 0; count < 100; count += 1) {
    expect((await signIn(new Request(rubbish), 'request')).status).toBe(400);
  }
  expect((await world.told()).length - before).toBeLessThan(60);
  const { uid, url } = await world.begun(world.newBrowser());
  const headers = { cookie: `${interactionCookie('acme')}=${uid}` };
  const departure = await signIn(new Request(`${url}?connection=demo`, { headers }), 'request');
  expect(unforeseen).toEqual([]);
  expect(departure.status).toBe(303);
});

test("no tenant's session has a cookie of the name by which browsers are told apart", () => {
  for (const kind of ['oidc', 'apple'] as const) {
    const [, tenantId = ''] = /^__Host-rollcall-(.*)$/.exec(browserCookie({ kind }).name) ?? [];
    expect(isSlug(tenantId)).toBe(false);
  }
});
