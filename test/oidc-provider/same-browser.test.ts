import * as jose from 'jose';
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { accountIdOf } from '#shared/sessions/account-id.ts';
import { sessionRenewed } from '#shared/sign-in/session-started.ts';
import { HttpBrowser } from '../support/http-browser.ts';
import { mandate } from '../support/people.ts';
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

describe('a sign-in in a browser where somebody is signed in', () => {
  test('of somebody else in the same browser ends the session of whoever was there', async () => {
    const { browser, session, tokens } = await world.signIn(wiki, await world.newPerson());
    const somebodyElse = await world.newPerson();
    const next = await world.signIn(wiki, somebodyElse, { browser, parameters: { max_age: '0' } });
    expect(next.tokens.claims()?.sub).toBe(somebodyElse.id);
    expect(world.signedOut.filter((id) => id === session.id)).toHaveLength(1);
    expect(await world.sessions.session(session)).toHaveProperty('endedAt');
    const refresh = client.refreshTokenGrant(wiki.config, tokens.refresh_token ?? '');
    await expect(refresh).rejects.toMatchObject({ error: 'invalid_grant' });
    await client.refreshTokenGrant(wiki.config, next.tokens.refresh_token ?? '');
  });

  test('of the same person says of each token how the person was authenticated when it was asked for', async () => {
    const person = await world.newPerson();
    const authTime = Math.floor(Date.now() / 1_000) - 600;
    const first = { authTime, acr: 'silver', amr: ['pwd'] };
    const { browser, session, tokens } = await world.signIn(wiki, person, { session: first });
    // As the sign-in goes on with a session.
    const { authTime: _, acr: __, amr: ___, ...rest } = session;
    const stronger = { authTime: authTime + 600, acr: 'gold', amr: ['hwk'] };
    const renewed = { ...rest, ...stronger, version: 2 };
    const record = sessionRenewed(world.ports, mandate, renewed);
    world.door.open = async (tenantId, uid, browserHash) => {
      await world.sessions.renew(renewed, record);
      const accountId = accountIdOf(session);
      await world.interactions.conclude(tenantId, uid, { accountId, ...stronger, browserHash });
    };
    const { callback, checks } = await world.authorize(wiki, browser, { prompt: 'login' });
    const again = await client.authorizationCodeGrant(wiki.config, callback, checks);
    const old = await client.refreshTokenGrant(wiki.config, tokens.refresh_token ?? '');
    const said = [again, old].map(({ access_token }) => jose.decodeJwt(access_token));
    expect(said).toMatchObject([
      { sid: session.id, auth_time: authTime + 600, acr: 'gold', amr: ['hwk'] },
      { sid: session.id, auth_time: authTime, acr: 'silver', amr: ['pwd'] },
    ]);
    expect(again.claims()).toMatchObject({ sid: session.id, acr: 'gold' });
  });
});

describe('a sign-in', () => {
  test('that goes on in another browser goes nowhere', async () => {
    const browser = new HttpBrowser();
    let returnTo = '';
    world.admit(await world.newPerson());
    const admitted = world.door.open;
    world.door.open = async (tenantId, uid, browserHash) => {
      returnTo = (await world.interactions.interaction(tenantId, uid))?.returnTo ?? '';
      await admitted(tenantId, uid, browserHash);
      // The person goes no further by themselves.
      throw new DomainError('conflict', 'Stopped.');
    };
    await world.authorize(wiki, browser);
    const stranger = await new HttpBrowser().open(`${world.origin}${returnTo}`);
    expect(stranger.status).toBe(400);
    expect(stranger.body).toContain('authorization request has expired');
    // Who planted the interaction, from a neighbouring host or before the person came, holds its cookies.
    const planter = new HttpBrowser();
    const planted = browser.cookies.filter(({ name }) => !name.startsWith('__Host-'));
    planter.cookies.push(...planted);
    expect(planted.map(({ name }) => name)).toContain('__Secure-rollcall-acme-resume');
    const page = await planter.open(`${world.origin}${returnTo}`);
    expect(page.status).toBe(400);
    expect(page.body).toContain('the sign-in was in another browser');
    expect(planter.cookies.some(({ name }) => name === '__Host-rollcall-acme')).toBe(false);
    const { url } = await browser.open(`${world.origin}${returnTo}`);
    expect(new URL(url).searchParams.get('code')).not.toBeNull();
  });
});
