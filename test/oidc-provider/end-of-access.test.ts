import { readFile, writeFile } from 'node:fs/promises';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setState } from '#shared/identity/set-state.ts';
import { signOutEverywhere } from '#shared/identity/sign-out-everywhere.ts';
import { mandate } from '../support/people.ts';
import type { Client } from '../support/world.ts';
import { loadAccessCheck } from './support/check-access.ts';
import { createProviderWorld, type ProviderWorld } from './support/provider-world.ts';
import { type Holding, newApps, signedIn, type TestApps, waysIn } from './support/ways-in.ts';

const SEEDS = 12;
/** Milliseconds: each of them signs in several times. */
const PATIENCE = 180_000;
const page = new URL('../../docs/offboarding.md', import.meta.url);
const JWT = 'JWT, at an API with the epoch check';
/** Set to `write` to put what was measured into docs/offboarding.md. */
const PUBLISH = process.env['OFFBOARDING_NUMBERS'] === 'write';
/** More than a few only for the sake of the numbers. */
const PEOPLE = PUBLISH ? 20 : 4;

let world: ProviderWorld;
let apps: TestApps;
let scim: Client;
beforeAll(async () => {
  world = await createProviderWorld();
  apps = await newApps(world);
  scim = await world.directory('okta');
});
afterAll(() => world.close());

const issuer = () => `${world.origin}/oidc/acme`;

async function accessCheck(settings: { every?: number; refuseAfter?: number } = {}) {
  const create = await loadAccessCheck();
  const { app, secret } = apps.jwt;
  const own = { issuer: issuer(), audience: app.audience, app: { id: app.id, secret } };
  return create({ ...own, ...settings });
}

const deactivate = async (id: string) => {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
  const Operations = [{ op: 'replace', path: 'active', value: false }];
  const { status } = await scim('PATCH', `/Users/${id}`, { schemas, Operations });
  expect([200, 204]).toContain(status);
};

const openWays = async (held: Holding) => {
  const closed = await Promise.all(
    Object.entries(waysIn).map(async ([way, isRefused]) => [
      way,
      await isRefused(world, apps, held),
    ]),
  );
  return closed.filter(([, refused]) => !refused).map(([way]) => way);
};

test('while somebody may come in, every way in is open', async () => {
  const held = await signedIn(world, apps);
  expect((await openWays(held)).sort()).toEqual(Object.keys(waysIn).sort());
  const check = await accessCheck();
  const { access_token: token } = held.jwt.tokens;
  expect(await check(token)).toMatchObject({ sub: held.person.id, epoch: 0 });
});

test(
  'after the answer to SCIM the very next request is refused, whatever it shows',
  async () => {
    const milliseconds = new Map<string, number[]>();
    const seconds: number[] = [];
    for (let person = 0; person < PEOPLE; person += 1) {
      const held = await signedIn(world, apps);
      const check = await accessCheck({ every: 0 });
      await check(held.jwt.tokens.access_token);
      await deactivate(held.person.id);
      const answered = performance.now();
      const { exp = 0 } = decodeJwt(held.jwt.tokens.access_token);
      seconds.push(exp - Date.now() / 1_000);
      const refusal = async (way: string, refused: Promise<unknown>) => {
        expect(await refused, way).toBe(true);
        milliseconds.set(way, [...(milliseconds.get(way) ?? []), performance.now() - answered]);
      };
      const { access_token: token } = held.jwt.tokens;
      const byCheck = check(token).then(
        () => false,
        ({ message }: Error) => message.includes('has ended'),
      );
      const ways = Object.entries(waysIn);
      await Promise.all([
        ...ways.map(([way, isRefused]) => refusal(way, isRefused(world, apps, held))),
        refusal(JWT, byCheck),
      ]);
    }
    // Computed, not waited for: what nobody checks ends by itself.
    for (const left of seconds) expect(left).toBeLessThanOrEqual(300);
    const text = await readFile(page, 'utf8');
    for (const way of milliseconds.keys()) expect(text).toContain(`| ${way} |`);
    if (PUBLISH) await writeFile(page, withNumbers(text, milliseconds));
  },
  PATIENCE,
);

function withNumbers(text: string, milliseconds: ReadonlyMap<string, readonly number[]>): string {
  const rows = [...milliseconds].map(([way, took]) => {
    const sorted = took.toSorted((one, other) => one - other);
    const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(1);
    return `| ${way} | the next request | ${at(0.5)} | ${at(0.99)} |`;
  });
  const table = [
    '| what is shown | refused from | p50, ms | p99, ms |',
    '|---|---|---|---|',
    ...rows,
  ];
  const block = `<!-- numbers -->\n${table.join('\n')}\n<!-- /numbers -->`;
  return text.replace(/<!-- numbers -->[\s\S]*<!-- \/numbers -->/, block);
}

describe('the epoch check for APIs', () => {
  test('asks every 15 seconds at most, and refuses what ended in between when it does', async () => {
    const held = await signedIn(world, apps);
    const check = await accessCheck({ every: 3_600_000, refuseAfter: 7_200_000 });
    const { access_token: token } = held.jwt.tokens;
    await check(token);
    await signOutEverywhere(world.ports, mandate, held.person.id);
    // It has not asked since: this is what an interval costs.
    await expect(check(token)).resolves.toMatchObject({ sub: held.person.id });
    await expect((await accessCheck())(token)).rejects.toThrow('has ended');
  });

  test('ends one session, and leaves the others', async () => {
    const held = await signedIn(world, apps);
    const again = await world.signIn(apps.jwt, held.person);
    const check = await accessCheck({ every: 0 });
    await world.sessions.end(held.jwt.session, world.clock.now());
    await expect(check(held.jwt.tokens.access_token)).rejects.toThrow('has ended');
    await expect(check(again.tokens.access_token)).resolves.toBeDefined();
  });

  test.each([
    ['its refresh token', ({ refresh_token: token }: client.TokenEndpointResponse) => token],
    ['the access token', ({ access_token: token }: client.TokenEndpointResponse) => token],
  ])(
    'hears of an app that revokes %s, and of nothing else of the session',
    async (_what, shown) => {
      const person = await world.newPerson();
      const { browser, tokens } = await world.signIn(apps.jwt, person);
      const next = await client.refreshTokenGrant(apps.jwt.config, tokens.refresh_token ?? '');
      const { callback, checks } = await world.authorize(apps.jwt, browser, { prompt: 'none' });
      const other = await client.authorizationCodeGrant(apps.jwt.config, callback, checks);
      const check = await accessCheck({ every: 0 });
      await check(next.access_token);
      await client.tokenRevocation(apps.jwt.config, shown(next) ?? '');
      for (const { access_token: token } of [tokens, next]) {
        await expect(check(token)).rejects.toThrow('has ended');
      }
      await expect(check(other.access_token)).resolves.toMatchObject({ sub: person.id });
    },
  );

  test('hears of a refresh token that comes a second time', async () => {
    const { tokens } = await world.signIn(apps.jwt, await world.newPerson());
    const { refresh_token: first = '' } = tokens;
    const next = await client.refreshTokenGrant(apps.jwt.config, first);
    const last = await client.refreshTokenGrant(apps.jwt.config, next.refresh_token ?? '');
    await expect(client.refreshTokenGrant(apps.jwt.config, first)).rejects.toThrow();
    const check = await accessCheck({ every: 0 });
    await expect(check(last.access_token)).rejects.toThrow('has ended');
  });

  test('lets nobody in when nobody tells what ended', async () => {
    const held = await signedIn(world, apps);
    const create = await loadAccessCheck();
    const { app } = apps.jwt;
    const wrong = { id: app.id, secret: 'wrong' };
    const check = create({ issuer: issuer(), audience: app.audience, app: wrong });
    await expect(check(held.jwt.tokens.access_token)).rejects.toThrow('Nobody tells');
  });

  test('takes no ID token, and no token for another API', async () => {
    const held = await signedIn(world, apps);
    const check = await accessCheck();
    await expect(check(held.jwt.tokens.id_token ?? '')).rejects.toThrow();
    const create = await loadAccessCheck();
    const { app, secret } = apps.jwt;
    const elsewhere = { issuer: issuer(), audience: 'urn:other', app: { id: app.id, secret } };
    await expect(create(elsewhere)(held.jwt.tokens.access_token)).rejects.toThrow();
  });
});

describe('what ended, as apps are told', () => {
  const ask = (authorization: string, path = '') =>
    fetch(`${issuer()}/revocations${path}`, { headers: { authorization } });
  const basic = (id: string, secret: string) => `Basic ${btoa(`${id}:${secret}`)}`;

  test.each([
    ['nobody', () => ''],
    ['a wrong secret', () => basic(apps.jwt.app.id, 'x')],
    ['an unknown app', () => basic('019cad3e-9c2b-7d11-8a41-0f6a1f0b2c3d', apps.jwt.secret)],
    ['no Basic', () => `Bearer ${apps.jwt.secret}`],
  ])('is told to no %s', async (_who, authorization) => {
    const response = await ask(authorization());
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Basic');
  });

  test('is told to no app of another tenant', async () => {
    const { app, secret } = await world.newApp({ tenantId: 'globex' });
    expect((await ask(basic(app.id, secret))).status).toBe(401);
  });

  test('is told to an app from where it left off', async () => {
    const authorization = basic(apps.jwt.app.id, apps.jwt.secret);
    const { asOf, subjects } = await (await ask(authorization)).json();
    expect(subjects.length).toBeGreaterThan(0);
    expect((await ask(authorization, `?since=${asOf}`)).status).toBe(200);
    expect((await ask(authorization, '?since=soon')).status).toBe(400);
  });
});

test(
  'whoever signs in or refreshes at that very moment holds nothing afterwards',
  async () => {
    let minted = 0;
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const held = await signedIn(world, apps);
      const wait = (turns: number) => new Promise((go) => setTimeout(go, turns));
      const racing = [
        wait(seed % 4).then(() =>
          client.refreshTokenGrant(apps.opaque.config, held.opaque.tokens.refresh_token ?? ''),
        ),
        wait((seed * 3) % 7).then(
          async () => (await world.signIn(apps.opaque, held.person)).tokens,
        ),
      ];
      const settled = Promise.allSettled(racing);
      // From before either has begun to after both are through, which the last waits for.
      await (seed === SEEDS - 1 ? settled : wait(seed * 25));
      await setState(world.ports, mandate, held.person.id, 'deactivated');
      for (const outcome of await settled) {
        if (outcome.status === 'rejected') continue;
        minted += 1;
        const opaque = { ...held.opaque, tokens: outcome.value };
        expect(await openWays({ ...held, opaque }), `seed ${seed}`).toEqual([]);
      }
      expect(await openWays(held), `seed ${seed}`).toEqual([]);
    }
    // Some must have won the race, or it was none.
    expect(minted).toBeGreaterThan(0);
  },
  PATIENCE,
);
