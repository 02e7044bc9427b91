import fc from 'fast-check';
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createProviderWorld, type ProviderWorld, type TestApp } from './support/provider-world.ts';

let world: ProviderWorld;
let wiki: TestApp;
beforeAll(async () => {
  world = await createProviderWorld();
  wiki = await world.newApp();
});
afterAll(() => world.close());
afterEach(() => {
  world.clock.offset = 0;
  expect(world.unforeseen).toEqual([]);
});

const gone = { error: 'invalid_grant' };
const refreshed = async (token: string | undefined, { config } = wiki) =>
  (await client.refreshTokenGrant(config, token ?? '')).refresh_token;
const introspected = async (token: string | undefined, { config } = wiki) =>
  await client.tokenIntrospection(config, token ?? '');

describe('a refresh token', () => {
  test('is replaced with each use', async () => {
    const { tokens } = await world.signIn(wiki, await world.newPerson());
    const second = await client.refreshTokenGrant(wiki.config, tokens.refresh_token ?? '');
    expect(second.refresh_token).toMatch(/^[\w-]{43}$/);
    expect(second.refresh_token).not.toBe(tokens.refresh_token);
    expect(second.claims()?.sub).toBe(tokens.claims()?.sub);
    expect(await refreshed(second.refresh_token)).toBeDefined();
  });

  test('ends its family when it is used again after the grace', async () => {
    const { tokens } = await world.signIn(wiki, await world.newPerson());
    const second = await refreshed(tokens.refresh_token);
    world.clock.offset = 21_000;
    await expect(refreshed(tokens.refresh_token)).rejects.toMatchObject(gone);
    await expect(refreshed(second)).rejects.toMatchObject(gone);
  });

  test('is answered again within the grace, as answers get lost', async () => {
    const { tokens } = await world.signIn(wiki, await world.newPerson());
    await refreshed(tokens.refresh_token);
    world.clock.offset = 15_000;
    const retried = await refreshed(tokens.refresh_token);
    world.clock.offset = 60_000;
    expect(await refreshed(retried)).toBeDefined();
  });

  test('is not, once what replaced it was used', async () => {
    const { tokens } = await world.signIn(wiki, await world.newPerson());
    const third = await refreshed(await refreshed(tokens.refresh_token));
    await expect(refreshed(tokens.refresh_token)).rejects.toMatchObject(gone);
    await expect(refreshed(third)).rejects.toMatchObject(gone);
  });

  test('is over after days without use, and with its session', async () => {
    const app = await world.newApp({ refreshDays: 2 });
    const endsAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const { tokens } = await world.signIn(app, await world.newPerson(), { session: { endsAt } });
    world.clock.offset = 1.5 * 86_400_000;
    const second = await refreshed(tokens.refresh_token, app);
    world.clock.offset = 3 * 86_400_000;
    await expect(refreshed(second, app)).rejects.toMatchObject(gone);
  });

  test('is of its app', async () => {
    const other = await world.newApp();
    const { tokens } = await world.signIn(wiki, await world.newPerson());
    await expect(refreshed(tokens.refresh_token, other)).rejects.toMatchObject(gone);
    expect(await refreshed(tokens.refresh_token)).toBeDefined();
  });

  // Whatever an app and a thief do at once: while the grace lasts nobody is thrown out who has the newest, and
  // afterwards of all that are about one goes on at most.
  test('of one family leads to one line, whoever is at once', async () => {
    const person = await world.newPerson();
    const property = fc.asyncProperty(
      fc.integer({ min: 2, max: 5 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
      async (atOnce, choices) => {
        world.clock.offset = 0;
        const { tokens } = await world.signIn(wiki, person);
        const several = Array.from({ length: atOnce }, () => refreshed(tokens.refresh_token));
        const successors = await Promise.all(several);
        expect(new Set(successors).size).toBe(atOnce);
        const chosen = successors[(choices[0] ?? 0) % atOnce];
        const next = await refreshed(chosen);
        expect(next).toBeDefined();
        world.clock.offset = 21_000;
        const late = successors.filter((one) => one !== chosen)[(choices[1] ?? 0) % (atOnce - 1)];
        await expect(refreshed(late)).rejects.toMatchObject(gone);
        await expect(refreshed(next)).rejects.toMatchObject(gone);
      },
    );
    await fc.assert(property, { numRuns: 6 });
  });
});

describe('introspection', () => {
  test('says what a token of the app means, in either format', async () => {
    const opaque = await world.newApp({ accessTokenFormat: 'opaque' });
    for (const app of [wiki, opaque]) {
      const person = await world.newPerson();
      const { tokens, session } = await world.signIn(app, person);
      const parts = tokens.access_token.split('.').length;
      expect(parts).toBe(app === opaque ? 1 : 3);
      const said = await introspected(tokens.access_token, app);
      expect(said).toMatchObject({
        active: true,
        sub: person.id,
        client_id: app.app.id,
        aud: app.app.audience,
        tenant: 'acme',
        roles: [],
        sid: session.id,
        epoch: 0,
        token_type: 'Bearer',
        scope: 'openid profile email offline_access',
      });
      expect(JSON.stringify(said)).not.toContain(`${person.id}.`);
      const refresh = await introspected(tokens.refresh_token, app);
      expect(refresh).toMatchObject({ active: true, sub: person.id });
      const info = await client.fetchUserInfo(app.config, tokens.access_token, person.id);
      expect(info.sub).toBe(person.id);
    }
  });

  test('tells others nothing', async () => {
    const { tokens } = await world.signIn(wiki, await world.newPerson());
    const other = await world.newApp();
    for (const token of [tokens.access_token, tokens.refresh_token]) {
      expect(await introspected(token, other)).toEqual({ active: false });
    }
    expect(await introspected('nothing')).toEqual({ active: false });
    expect(await introspected(`${tokens.access_token}x`)).toEqual({ active: false });
    const browserApp = await world.newApp({ type: 'public' });
    const own = await world.signIn(browserApp, await world.newPerson());
    expect(await introspected(own.tokens.access_token, browserApp)).toEqual({ active: false });
  });

  test('of an access token ends with its five minutes', async () => {
    const { tokens } = await world.signIn(wiki, await world.newPerson());
    world.clock.offset = 301_000;
    expect(await introspected(tokens.access_token)).toEqual({ active: false });
  });
});

describe('revocation', () => {
  test.each(['refresh_token', 'access_token'] as const)('of a %s ends its family', async (kind) => {
    const { tokens } = await world.signIn(wiki, await world.newPerson());
    await client.tokenRevocation(wiki.config, tokens[kind] ?? '');
    await expect(refreshed(tokens.refresh_token)).rejects.toMatchObject(gone);
    expect(await introspected(tokens.access_token)).toEqual({ active: false });
  });

  test('is for the app alone', async () => {
    const { tokens } = await world.signIn(wiki, await world.newPerson());
    const other = await world.newApp();
    await client.tokenRevocation(other.config, tokens.refresh_token ?? '');
    expect(await refreshed(tokens.refresh_token)).toBeDefined();
    await client.tokenRevocation(wiki.config, 'nothing');
  });
});

test('what an app does for somebody says that they are still there', async () => {
  const person = await world.newPerson();
  const endsAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const { tokens, session } = await world.signIn(wiki, person, { session: { endsAt } });
  const seen = async () => (await world.activities.activity(session.scope, person.id))?.kind;
  expect(await seen()).toBeUndefined();
  await introspected('nothing');
  expect(await seen()).toBeUndefined();
  await introspected(tokens.access_token);
  expect(await seen()).toBe('api-use');
  world.clock.offset = 86_400_000;
  await refreshed(tokens.refresh_token);
  expect(await seen()).toBe('token-refresh');
});
