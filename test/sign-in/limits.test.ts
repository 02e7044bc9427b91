import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoIdp, startDemoIdp } from '#infra/local/demo-idp/demo-idp.ts';
import { MAX_WAYS_OUT } from '#shared/sessions/interactions.ts';
import { interactionCookie } from '#shared/sessions/provider-cookies.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { createSignIn } from '#shared/sign-in/web/create-sign-in.ts';
import { createRateLimiter } from '#shared/tenancy/create-rate-limiter.ts';
import { scarce } from './support/scarce-permits.ts';
import { createSignInWorld, type SignInWorld } from './support/sign-in-world.ts';
import { startSigningProvider } from './support/signing-provider.ts';

let world: SignInWorld;
let idp: Awaited<ReturnType<typeof startSigningProvider>>;
let demo: DemoIdp;
let connection: Connection;
beforeAll(async () => {
  [world, idp, demo] = await Promise.all([
    createSignInWorld(),
    startSigningProvider(),
    startDemoIdp(),
  ]);
  await world.connect({ id: 'demo', issuer: demo.issuer });
  connection = await world.connect({ issuer: idp.issuer });
});
afterAll(async () => {
  expect(world.unforeseen).toEqual([]);
  await world.close();
  await idp.close();
  await demo.stop();
});

const byDemo = { connection: 'demo' };

const attempts = async () => (await world.rows()).filter(({ sk }) => sk?.S === 'ATTEMPT').length;

/** Sign-in with few permits, and nothing over HTTP. */
function scarceSignIn() {
  const rateLimiter = createRateLimiter({ store: scarce(), clock: world.clock });
  const unforeseen = (error: unknown) => {
    throw error;
  };
  return createSignIn({ ...world.ports, rateLimiter, report: unforeseen });
}

test('a browser leaves for an identity provider so often for one request of an app, and no more', async () => {
  const browser = world.newBrowser();
  const { url } = await world.begun(browser, byDemo);
  const before = await attempts();
  for (let count = 0; count < MAX_WAYS_OUT; count += 1) {
    expect((await browser.open(url, {}, demo.issuer)).status).toBe(303);
  }
  const page = await browser.open(url);
  expect(page).toMatchObject({ status: 429, body: expect.stringContaining('(triedTooOften)') });
  expect(page.body).toContain('Begin again at the application');
  expect(page.body).not.toContain('Try again');
  expect((await attempts()) - before).toBe(MAX_WAYS_OUT);
  // Another request of an app is another matter.
  expect(
    (await browser.open((await world.begun(browser, byDemo)).url, {}, demo.issuer)).status,
  ).toBe(303);
});

test('who has to wait is told how long', async () => {
  const signIn = scarceSignIn();
  let held: Response | undefined;
  for (let count = 0; count < 100 && !held; count += 1) {
    const { uid, url } = await world.begun(world.newBrowser(), byDemo);
    const headers = { cookie: `${interactionCookie('acme')}=${uid}` };
    const answer = await signIn(new Request(url, { headers }), 'request');
    if (answer.status === 429) held = answer;
  }
  expect(Number(held?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await held?.text()).toContain('(tooManyAttempts)');
});

test('a provider that floods with what it signed waits; others take nothing from it', async () => {
  const signIn = scarceSignIn();
  const at = `${world.origin}/sign-in/acme/backchannel-logout/${connection.id}`;
  const send = async (token: string) => {
    const body = new URLSearchParams({ logout_token: token });
    return await signIn(new Request(at, { method: 'POST', body }), 'request');
  };
  let jti = 0;
  const token = async () => {
    const iat = Math.floor(Date.now() / 1_000);
    jti += 1;
    const own = { iss: idp.issuer, aud: 'rollcall', iat, exp: iat + 120, jti: `flood-${jti}` };
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
    return await idp.sign({ ...own, events, sub: 'nobody' });
  };
  for (let count = 0; count < 100; count += 1) {
    expect((await send(`${await token()}x`)).status).toBe(400);
  }
  const statuses: number[] = [];
  let held: Response | undefined;
  for (let count = 0; count < 100 && !held; count += 1) {
    const answer = await send(await token());
    statuses.push(answer.status);
    if (answer.status === 429) held = answer;
  }
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(20);
  expect(Number(held?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await held?.json()).toMatchObject({ error: 'temporarily_unavailable' });
});
