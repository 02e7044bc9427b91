import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { deleteResource } from '#shared/identity/delete-resource.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { signOutEverywhere } from '#shared/identity/sign-out-everywhere.ts';
import { updateResource } from '#shared/identity/update-resource.ts';
import { userType } from '#shared/scim/resource-types.ts';
import type { Session } from '#shared/sessions/session.ts';
import { HttpBrowser } from '../support/http-browser.ts';
import { attributes, mandate } from '../support/people.ts';
import { createProviderWorld, type ProviderWorld, type TestApp } from './support/provider-world.ts';

let world: ProviderWorld;
let wiki: TestApp;
let opaque: TestApp;
beforeAll(async () => {
  world = await createProviderWorld();
  wiki = await world.newApp();
  opaque = await world.newApp({ accessTokenFormat: 'opaque' });
});
afterAll(() => world.close());
afterEach(() => {
  world.clock.offset = 0;
  expect(world.unforeseen).toEqual([]);
});

/** Everything that a sign-in gives, and what each of it still opens. */
async function everything(person: ResourceRecord) {
  const first = await world.signIn(wiki, person);
  const second = await world.authorize(opaque, first.browser);
  const tokens = await client.authorizationCodeGrant(opaque.config, second.callback, second.checks);
  const unused = await world.authorize(wiki, first.browser);
  world.door.open = async () => undefined;
  const active = async ({ config }: TestApp, token: string | undefined) =>
    (await client.tokenIntrospection(config, token ?? '')).active;
  const succeeds = (attempt: Promise<unknown>) =>
    attempt.then(
      () => true,
      () => false,
    );
  return {
    session: first.session,
    opens: async () => ({
      cookie: (
        await world.authorize(wiki, first.browser, { prompt: 'none' })
      ).callback.searchParams.has('code'),
      jwtAtUserinfo: await succeeds(
        client.fetchUserInfo(wiki.config, first.tokens.access_token, person.id),
      ),
      opaqueAtUserinfo: await succeeds(
        client.fetchUserInfo(opaque.config, tokens.access_token, person.id),
      ),
      jwtIntrospected: await active(wiki, first.tokens.access_token),
      opaqueIntrospected: await active(opaque, tokens.access_token),
      refreshIntrospected: await active(wiki, first.tokens.refresh_token),
      code: await succeeds(
        client.authorizationCodeGrant(wiki.config, unused.callback, unused.checks),
      ),
      refresh: await succeeds(
        client.refreshTokenGrant(wiki.config, first.tokens.refresh_token ?? ''),
      ),
      refreshOfTheOther: await succeeds(
        client.refreshTokenGrant(opaque.config, tokens.refresh_token ?? ''),
      ),
    }),
  };
}

const all = (open: boolean) => ({
  cookie: open,
  jwtAtUserinfo: open,
  opaqueAtUserinfo: open,
  jwtIntrospected: open,
  opaqueIntrospected: open,
  refreshIntrospected: open,
  code: open,
  refresh: open,
  refreshOfTheOther: open,
});

const setActive = (id: string, active: boolean) =>
  updateResource(world.ports, mandate, userType, id, {
    attributes: (current) => attributes({ ...current, active }),
    members: [],
  });

describe('what a sign-in gave', () => {
  test('opens everything while the person may come in', async () => {
    const { opens } = await everything(await world.newPerson());
    expect(await opens()).toEqual(all(true));
  });

  const endings: Record<string, (person: ResourceRecord, session: Session) => Promise<unknown>> = {
    'the person is deactivated': ({ id }) => setActive(id, false),
    'the person is deactivated, and activated again': async ({ id }) => {
      await setActive(id, false);
      await setActive(id, true);
    },
    'the person is deleted': ({ id }) =>
      deleteResource(world.ports, mandate, userType, id, () => undefined),
    'the person is signed out everywhere': ({ id }) => signOutEverywhere(world.ports, mandate, id),
    'the session is ended': (_, session) => world.sessions.end(session, world.clock.now()),
    'the session’s time is over': async (_, session) => {
      world.clock.offset = Date.parse(session.endsAt) - Date.now() + 1;
    },
  };
  test.each(Object.keys(endings))('opens nothing at the very next request once %s', async (how) => {
    const person = await world.newPerson();
    const { session, opens } = await everything(person);
    await endings[how]?.(person, session);
    expect(await opens()).toEqual(all(false));
  });

  test('opens the same of another session of the person', async () => {
    const person = await world.newPerson();
    const one = await everything(person);
    const other = await everything(person);
    await world.sessions.end(one.session, world.clock.now());
    expect(await one.opens()).toEqual(all(false));
    expect(await other.opens()).toEqual(all(true));
  });

  test('opens nothing at an app that was deleted', async () => {
    const app = await world.newApp();
    const { tokens } = await world.signIn(app, await world.newPerson());
    await world.apps.deleteApp(app.app);
    const refresh = client.refreshTokenGrant(app.config, tokens.refresh_token ?? '');
    await expect(refresh).rejects.toMatchObject({ error: 'invalid_client' });
    const info = client.fetchUserInfo(app.config, tokens.access_token, client.skipSubjectCheck);
    await expect(info).rejects.toMatchObject({ status: 401 });
  });
});

test('a browser that asks for nothing for twelve hours signs in again', async () => {
  const { browser } = await world.signIn(wiki, await world.newPerson());
  const silent = async () =>
    (await world.authorize(wiki, browser, { prompt: 'none' })).callback.searchParams;
  world.clock.offset = 11 * 3_600_000;
  expect((await silent()).has('code')).toBe(true);
  world.clock.offset = 22 * 3_600_000;
  expect((await silent()).has('code')).toBe(true);
  world.clock.offset = 34.1 * 3_600_000;
  expect((await silent()).get('error')).toBe('login_required');
});

test('somebody of a directory that keeps its people to itself is known by that directory', async () => {
  const scope = { tenantId: 'acme', directoryId: 'lab', visibility: 'own' } as const;
  const person = await world.newPerson({}, scope);
  const { tokens, session } = await world.signIn(wiki, person, { session: { scope } });
  expect(tokens.claims()?.sub).toBe(person.id);
  const info = await client.fetchUserInfo(wiki.config, tokens.access_token, person.id);
  expect(info.sub).toBe(person.id);
  expect(await world.sessions.end(session, world.clock.now())).toBe(true);
  const refresh = client.refreshTokenGrant(wiki.config, tokens.refresh_token ?? '');
  await expect(refresh).rejects.toMatchObject({ error: 'invalid_grant' });
});

test('somebody who is deactivated between sign-in and code has to come to the door again', async () => {
  const person = await world.newPerson();
  world.admit(person);
  const admitted = world.door.open;
  const denied = { error: 'access_denied', description: 'Not active.' };
  world.door.open = async (tenantId, uid) => {
    await admitted(tenantId, uid);
    await setActive(person.id, false);
    world.door.open = (...again) => world.interactions.refuse(...again, denied);
  };
  const { callback } = await world.authorize(wiki, new HttpBrowser());
  expect(callback.searchParams.get('error')).toBe('access_denied');
  expect(callback.searchParams.has('code')).toBe(false);
});
