import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoIdp, startDemoIdp } from '#infra/local/demo-idp/demo-idp.ts';
import { accountIdOf } from '#shared/sessions/account-id.ts';
import { endSession } from '#shared/sessions/end-session.ts';
import type { Session } from '#shared/sessions/session.ts';
import { acme } from '../support/people.ts';
import { createSignInWorld, type SignInWorld } from './support/sign-in-world.ts';

let world: SignInWorld;
let idp: DemoIdp;
beforeAll(async () => {
  [world, idp] = await Promise.all([createSignInWorld(), startDemoIdp()]);
  await world.connect({ id: 'demo', issuer: idp.issuer });
  await idp.register({
    clientId: 'rollcall',
    clientSecret: 'secret',
    redirectUris: [`${world.origin}/sign-in/acme/callback/demo`],
  });
});
afterAll(async () => {
  expect(world.unforeseen).toEqual([]);
  await world.close();
  await idp.stop();
});

/** Signs somebody in where `over` is signed in; what was told of, and the session that it was about. */
async function signIn(name: string, over?: Session) {
  const browser = world.newBrowser();
  const before = (await world.told()).length;
  const accountId = over && accountIdOf(over);
  const { url } = await world.begun(browser, {}, { reasons: ['login_prompt'] }, accountId);
  const fields = { username: name, password: `${name}-demo` };
  const page = await browser.submit(await browser.open(url), fields);
  expect(page.body).toMatch(/^went on/);
  const told = (await world.told())
    .slice(before)
    .filter(({ subject }) => subject.type === 'Session');
  const [last] = told;
  const data = last?.happening.data;
  const userId = data !== undefined && 'user' in data ? String(data.user) : '';
  const scope = { ...acme, directoryId: '' };
  const session = await world.ports.sessions.session({ scope, userId, id: last?.subject.id ?? '' });
  if (!session) throw new Error('There is no session.');
  return { session, told: told.map(({ happening, version }) => [happening.type, version]) };
}

test('who authenticates again where they are signed in goes on with their session', async () => {
  const first = await signIn('grace');
  expect(first.told).toEqual([['session.started', 1]]);
  world.clock.offset += 60_000;
  const again = await signIn('grace', first.session);
  expect(again.told).toEqual([['session.renewed', 2]]);
  const { id, createdAt, authTime, endsAt } = again.session;
  expect({ id, createdAt }).toEqual({ id: first.session.id, createdAt: first.session.createdAt });
  expect(authTime).toBeGreaterThanOrEqual(first.session.authTime);
  expect(Date.parse(endsAt)).toBeGreaterThan(Date.parse(first.session.endsAt));
  const by = { actor: { type: 'user', id: 'grace' }, cause: 'sign-out', requestId: 'r' } as const;
  expect(await endSession(world.ports, again.session, by)).toBe(true);
  const ended = (await world.told()).filter(({ happening }) => happening.type === 'session.ended');
  expect(ended).toMatchObject([{ subject: { id }, version: 3 }]);
  // What is over stays over.
  expect((await signIn('grace', again.session)).told).toEqual([['session.started', 1]]);
});

test('nobody goes on with the session of somebody else', async () => {
  const { session: hers } = await signIn('grace');
  const { session: his, told } = await signIn('alan', hers);
  expect(told).toEqual([['session.started', 1]]);
  expect(his.userId).not.toBe(hers.userId);
  expect(await world.ports.sessions.session(hers)).toEqual(hers);
});

test('of another account of theirs a session of its own begins', async () => {
  const { session } = await signIn('grace');
  const elsewhere = { ...session, subject: 'another' };
  await world.ports.sessions.begin({ ...elsewhere, id: world.ports.newId() });
  const other = { ...elsewhere, id: world.ports.newId() };
  await world.ports.sessions.begin(other);
  expect((await signIn('grace', other)).told).toEqual([['session.started', 1]]);
});

test('who is overtaken while they authenticate again keeps the session that they had', async () => {
  const { session } = await signIn('grace');
  const browser = world.newBrowser();
  const { uid, url } = await world.begun(browser, {}, {}, accountIdOf(session));
  const login = await browser.open(url);
  await world.ports.interactions.refuse('acme', uid, { error: 'access_denied', description: '' });
  const page = await browser.submit(login, { username: 'grace', password: 'grace-demo' });
  expect(page.body).toContain('(unknownInteraction)');
  expect(await world.ports.sessions.session(session)).not.toHaveProperty('endedAt');
});
