import { readFileSync } from 'node:fs';
import * as client from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashSecret, newSecret } from '#shared/kernel/secret.ts';
import { browserCookies } from '#shared/sessions/provider-cookies.ts';
import { HttpBrowser } from '../support/http-browser.ts';
import { type Cost, meter } from '../support/meter.ts';
import { newClient, newTable } from '../support/new-table.ts';
import { createProviderWorld, type ProviderWorld, type TestApp } from './support/provider-world.ts';

const rows = readFileSync('docs/cost.md', 'utf8').split('\n');

let world: ProviderWorld;
let wiki: TestApp;
let costOf: (action: () => Promise<unknown>) => Promise<Cost>;
beforeAll(async () => {
  const table = await newTable();
  costOf = meter(table.client, newClient()).of;
  world = await createProviderWorld(table);
  wiki = await world.newApp();
  // What a process makes and remembers once.
  await world.signIn(wiki, await world.newPerson());
});
afterAll(() => world.close());

/** Somebody who has signed in, and whom the activity of the day was noted of. */
async function somebody() {
  const signedIn = await world.signIn(wiki, await world.newPerson());
  const { refresh_token } = signedIn.tokens;
  const tokens = await client.refreshTokenGrant(wiki.config, refresh_token ?? '');
  return { ...signedIn, tokens };
}

const operations: Record<string, () => Promise<() => Promise<unknown>>> = {
  'sign-in begins: the app sends the browser': async () => {
    world.door.open = () => Promise.reject(new Error('Costs are counted up to the door.'));
    const url = await begun(wiki);
    return () => fetch(url, { redirect: 'manual' });
  },
  'a session begins, and the sign-in is concluded': async () => {
    const person = await world.newPerson();
    world.admit(person);
    const response = await fetch(await begun(wiki), { redirect: 'manual' });
    const uid = response.headers.get('location')?.split('/').at(-1) ?? '';
    return () => world.door.open('acme', uid, '');
  },
  'the browser comes back, and gets a code': async () => {
    world.admit(await world.newPerson());
    const browser = new HttpBrowser();
    const response = await browser.open(await begun(wiki), {}, world.origin);
    const uid = response.headers.get('location')?.split('/').at(-1) ?? '';
    const value = newSecret();
    await world.door.open('acme', uid, await hashSecret(value));
    const held = { host: '127.0.0.1', path: '/', secure: true, httpOnly: true } as const;
    browser.cookies.push({ ...held, name: browserCookies.own, value, sameSite: 'Lax' });
    return () => browser.open(`${world.origin}/oidc/acme/auth/${uid}`, {}, world.origin);
  },
  'the app swaps the code for tokens': async () => {
    world.admit(await world.newPerson());
    const { callback, checks } = await world.authorize(wiki, new HttpBrowser());
    return () => client.authorizationCodeGrant(wiki.config, callback, checks);
  },
  'another app signs the same browser in': async () => {
    const { browser } = await somebody();
    const url = await begun(wiki, { prompt: 'none' });
    return () => browser.open(url, {}, world.origin);
  },
  'refresh the tokens': async () => {
    const { tokens } = await somebody();
    return () => client.refreshTokenGrant(wiki.config, tokens.refresh_token ?? '');
  },
  introspection: async () => {
    const { tokens } = await somebody();
    return () => client.tokenIntrospection(wiki.config, tokens.access_token);
  },
  userinfo: async () => {
    const { tokens } = await somebody();
    return () => client.fetchUserInfo(wiki.config, tokens.access_token, client.skipSubjectCheck);
  },
};

async function begun({ config, app }: TestApp, parameters: Record<string, string> = {}) {
  return client.buildAuthorizationUrl(config, {
    redirect_uri: app.redirectUris[0] ?? '',
    scope: 'openid profile email offline_access',
    code_challenge: await client.calculatePKCECodeChallenge('v'.repeat(43)),
    code_challenge_method: 'S256',
    state: client.randomState(),
    nonce: client.randomNonce(),
    ...parameters,
  }).href;
}

test.each(Object.keys(operations))('%s costs what is said of it', async (operation) => {
  const action = await operations[operation]?.();
  const cost = await costOf(async () => action?.());
  expect(cost.calls).toBeGreaterThan(0);
  const row = rows.find((line) => line.startsWith(`| ${operation} |`));
  expect(row).toBe(`| ${operation} | ${cost.calls} | ${cost.readUnits} | ${cost.writeUnits} |`);
});
