import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoIdp, startDemoIdp } from '#infra/local/demo-idp/demo-idp.ts';
import { lastClaims } from '#shared/sign-in/last-claims.ts';
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
