import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSessionStore } from '#functions/adapters/dynamodb/session-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { changeUser } from '#shared/identity/change-user.ts';
import { createResource } from '#shared/identity/create-resource.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { isStanding } from '#shared/sessions/session.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { acme, attributes, mandate } from '../support/people.ts';
import { sessionFor } from '../support/sessions.ts';
import { createSignInWorld, type SignInWorld } from './support/sign-in-world.ts';
import { startSigningProvider } from './support/signing-provider.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

let world: SignInWorld;
let idp: Awaited<ReturnType<typeof startSigningProvider>>;
let connection: Connection;
let other: Connection;
let sessions: ReturnType<typeof createSessionStore>;
beforeAll(async () => {
  world = await createSignInWorld();
  idp = await startSigningProvider();
  connection = await world.connect({ issuer: idp.issuer });
  other = await world.connect({ id: 'other', issuer: idp.issuer, clientId: 'another' });
  sessions = createSessionStore(createTable(world.client, world.tableName));
});
afterAll(async () => {
  await world.close();
  await idp.close();
});
beforeEach(() => idp.setDown(false));

const identity = () => world.ports.arrivals.identity;
let jti = 0;
const claims = (changes: object = {}) => {
  const iat = Math.floor(Date.now() / 1_000);
  jti += 1;
  const own = { iss: idp.issuer, aud: 'rollcall', iat, exp: iat + 120, jti: `j-${jti}` };
  return { ...own, events: { [EVENT]: {} }, ...changes };
};

async function person(subject: string, linked = connection): Promise<ResourceRecord> {
  const userName = `${subject}-${identity().newId()}@example.com`;
  const { id } = await createResource(identity(), mandate, userType, {
    attributes: attributes({ userName, emails: [{ value: userName }] }),
    members: [],
  });
  const at = new Date().toISOString();
  const link = { connectionId: linked.id, issuer: idp.issuer, subject, linkedAt: at };
  return await changeUser(identity(), mandate, userType, id, (user) => ({
    ...user,
    links: [link],
  }));
}

async function session(user: ResourceRecord, subject: string, upstreamSid?: string) {
  const named = upstreamSid === undefined ? {} : { upstreamSid };
  const begun = sessionFor(user, { issuer: idp.issuer, subject, ...named });
  await sessions.begin(begun);
  return begun;
}

async function stands(name: Awaited<ReturnType<typeof session>>): Promise<boolean> {
  const user = await identity().store.resource(acme, 'User', name.userId);
  return isStanding(await sessions.session(name), user, Date.now());
}

async function logout(token: string | undefined, at = connection.id) {
  const response = await fetch(`${world.origin}/sign-in/acme/backchannel-logout/${at}`, {
    method: 'POST',
    body: new URLSearchParams(token === undefined ? {} : { logout_token: token }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

describe('a logout token of an identity provider', () => {
  test('that names its session ends what came of that, and nothing else', async () => {
    const ada = await person('ada-1');
    const [ended, twin, kept] = [
      await session(ada, 'ada-1', 'up-1'),
      await session(ada, 'ada-1', 'up-1'),
      await session(ada, 'ada-1', 'up-2'),
    ];
    const token = await idp.sign(claims({ sub: 'ada-1', sid: 'up-1' }), { typ: 'logout+jwt' });
    const { status, headers } = await logout(token);
    expect({ status, cache: headers.get('cache-control') }).toEqual({
      status: 200,
      cache: 'no-store',
    });
    expect(await Promise.all([ended, twin, kept].map(stands))).toEqual([false, false, true]);
    // Of another person: the sid alone does not do.
    const stranger = await idp.sign(claims({ sub: 'eve', sid: 'up-2' }));
    expect((await logout(stranger)).status).toBe(200);
    expect(await stands(kept)).toBe(true);
    const bySidAlone = await idp.sign(claims({ sid: 'up-2' }));
    expect((await logout(bySidAlone)).status).toBe(200);
    expect(await stands(kept)).toBe(false);
  });

  test('that names a session of a provider whose ID tokens named none ends those of the person', async () => {
    const kay = await person('kay-1');
    const [unnamed, named] = [await session(kay, 'kay-1'), await session(kay, 'kay-1', 'up-7')];
    const stranger = await idp.sign(claims({ sub: 'eve', sid: 'up-8' }));
    expect((await logout(stranger)).status).toBe(200);
    expect(await stands(unnamed)).toBe(true);
    const token = await idp.sign(claims({ sub: 'kay-1', sid: 'up-8' }));
    expect((await logout(token)).status).toBe(200);
    expect(await Promise.all([unnamed, named].map(stands))).toEqual([false, true]);
  });

  test('of a connection that is disabled is heard all the same', async () => {
    const lin = await person('lin-1');
    await world.connect({ id: 'disabled', issuer: idp.issuer, enabled: false });
    const begun = await session(lin, 'lin-1', 'up-9');
    const token = await idp.sign(claims({ sub: 'lin-1', sid: 'up-9' }));
    expect((await logout(token, 'disabled')).status).toBe(200);
    expect(await stands(begun)).toBe(false);
  });

  test('that names the person alone ends everything of theirs by one write', async () => {
    const alan = await person('alan-1');
    const all = [await session(alan, 'alan-1', 'up-3'), await session(alan, 'alan-1', 'up-4')];
    expect((await logout(await idp.sign(claims({ sub: 'alan-1' })))).status).toBe(200);
    expect(await Promise.all(all.map(stands))).toEqual([false, false]);
    const user = await identity().store.resource(acme, 'User', alan.id);
    expect(user).toMatchObject({ epoch: alan.epoch + 1, attributes: { active: true } });
    const told = (await world.told()).filter(({ subject }) => subject.id === alan.id).at(-1);
    expect(told).toMatchObject({
      actor: { type: 'connection', id: connection.id },
      cause: 'sign-out',
      happening: { type: 'user.signed_out' },
    });
  });

  test('about nobody whom we know is as good as done', async () => {
    expect((await logout(await idp.sign(claims({ sub: 'nobody' })))).status).toBe(200);
    expect((await logout(await idp.sign(claims({ sid: 'nothing' })))).status).toBe(200);
  });

  test('is acted upon once', async () => {
    const user = await person('again-1');
    const token = await idp.sign(claims({ sub: 'again-1' }));
    expect((await logout(token)).status).toBe(200);
    const { status, text } = await logout(token);
    expect(status).toBe(400);
    expect(text).toContain('jti: it was sent before');
    expect((await identity().store.resource(acme, 'User', user.id))?.epoch).toBe(user.epoch + 1);
  });

  const now = () => Math.floor(Date.now() / 1_000);
  const forged: [string, (sub: string) => Promise<string> | string | undefined][] = [
    ['nothing at all', () => undefined],
    ['no JWT', () => 'nonsense'],
    ['alg none', (sub) => idp.unsigned(claims({ sub }), 'logout+jwt')],
    ['the public key as a secret', (sub) => idp.signConfused(claims({ sub }), 'logout+jwt')],
    ['the key of a stranger', (sub) => idp.signAsStranger(claims({ sub }), 'logout+jwt')],
    ['another issuer', (sub) => idp.sign(claims({ sub, iss: 'https://evil.example' }))],
    ['another audience', (sub) => idp.sign(claims({ sub, aud: 'another' }))],
    ['more audiences', (sub) => idp.sign(claims({ sub, aud: ['rollcall', 'another'] }))],
    ['no iat', (sub) => idp.sign(claims({ sub, iat: undefined }))],
    ['an iat of long ago', (sub) => idp.sign(claims({ sub, iat: now() - 3_600, exp: now() + 60 }))],
    ['an iat to come', (sub) => idp.sign(claims({ sub, iat: now() + 600, exp: now() + 700 }))],
    ['no exp', (sub) => idp.sign(claims({ sub, exp: undefined }))],
    ['an exp in the past', (sub) => idp.sign(claims({ sub, exp: now() - 120 }))],
    ['no jti', (sub) => idp.sign(claims({ sub, jti: undefined }))],
    ['a jti without end', (sub) => idp.sign(claims({ sub, jti: 'j'.repeat(600) }))],
    ['neither sub nor sid', () => idp.sign(claims())],
    ['an empty sub', () => idp.sign(claims({ sub: '' }))],
    ['a sid that is no text', (sub) => idp.sign(claims({ sub, sid: 7 }))],
    ['no events', (sub) => idp.sign(claims({ sub, events: undefined }))],
    ['other events', (sub) => idp.sign(claims({ sub, events: { 'urn:other': {} } }))],
    ['an event that is no object', (sub) => idp.sign(claims({ sub, events: { [EVENT]: true } }))],
    ['a nonce', (sub) => idp.sign(claims({ sub, nonce: 'n' }))],
    ['the typ of an access token', (sub) => idp.sign(claims({ sub }), { typ: 'at+jwt' })],
  ];

  test.each(forged)('with %s is refused, and ends nothing', async (_what, make) => {
    const subject = `victim-${identity().newId()}`;
    const victim = await person(subject);
    const standing = await session(victim, subject, `up-${subject}`);
    const { status, text } = await logout(await make(subject));
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ error: 'invalid_request' });
    expect(await stands(standing)).toBe(true);
    expect(world.unforeseen).toEqual([]);
  });

  test('for a connection that is not there, or is another, is refused', async () => {
    const token = await idp.sign(claims({ sub: 'x' }));
    expect((await logout(token, 'none')).status).toBe(404);
    expect((await logout(token, other.id)).status).toBe(400);
  });
});

describe('a global token revocation', () => {
  const endpoint = () => `${world.origin}/sign-in/acme/global-token-revocation/${connection.id}`;
  const assertion = (changes: object = {}, typ = 'global-token-revocation+jwt') =>
    idp.sign(claims({ aud: endpoint(), sub: 'rollcall', events: undefined, ...changes }), { typ });

  async function revoke(sub: unknown, bearer?: string, body: object = { sub_id: sub }) {
    const authorization = `Bearer ${bearer ?? (await assertion())}`;
    const response = await fetch(endpoint(), {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  }

  const emailOf = ({ attributes: { userName } }: ResourceRecord) => String(userName);

  test.each<[string, (user: ResourceRecord, subject: string) => object]>([
    ['iss_sub', (_user, sub) => ({ format: 'iss_sub', iss: idp.issuer, sub })],
    ['email', (user) => ({ format: 'email', email: emailOf(user).toUpperCase() })],
    ['opaque', (user) => ({ format: 'opaque', id: user.id })],
  ])('by %s ends everything of that person', async (_format, subjectId) => {
    const subject = `okta-${identity().newId()}`;
    const user = await person(subject);
    const standing = await session(user, subject, subject);
    expect(await revoke(subjectId(user, subject))).toEqual({ status: 204, text: '' });
    expect(await stands(standing)).toBe(false);
  });

  test('reaches nobody who comes by another connection, and nobody who is not there', async () => {
    const subject = `theirs-${identity().newId()}`;
    const user = await person(subject, other);
    const standing = await session(user, subject, subject);
    for (const subjectId of [
      { format: 'opaque', id: user.id },
      { format: 'email', email: emailOf(user) },
      { format: 'iss_sub', iss: idp.issuer, sub: subject },
      { format: 'iss_sub', iss: 'https://evil.example', sub: subject },
      { format: 'opaque', id: '019cad3e-9c2b-7d11-8a41-0f6a1f0b2c3d' },
      { format: 'email', email: 'nobody@example.com' },
    ]) {
      expect((await revoke(subjectId)).status).toBe(404);
    }
    expect(await stands(standing)).toBe(true);
  });

  test.each<[string, () => Promise<string> | string]>([
    ['another typ', () => assertion({}, 'JWT')],
    ['no typ', () => idp.sign(claims({ aud: endpoint() }))],
    ['the audience of a logout token', () => assertion({ aud: 'rollcall' })],
    [
      'the endpoint of another connection',
      () => assertion({ aud: endpoint().replace('okta', 'other') }),
    ],
    ['another issuer', () => assertion({ iss: 'https://evil.example' })],
    ['a time long ago', () => assertion({ iat: 1_000_000_000, exp: 1_000_000_300 })],
    [
      'the key of a stranger',
      () => idp.signAsStranger(claims({ aud: endpoint() }), 'global-token-revocation+jwt'),
    ],
    [
      'nothing signed',
      () => idp.unsigned(claims({ aud: endpoint() }), 'global-token-revocation+jwt'),
    ],
    ['no token', () => ''],
  ])('with %s is unauthorised', async (_what, bearer) => {
    const user = await person(`safe-${identity().newId()}`);
    const answer = await revoke({ format: 'opaque', id: user.id }, await bearer());
    expect(answer.status).toBe(401);
    expect(await identity().store.resource(acme, 'User', user.id)).toEqual(user);
  });

  test('is acted upon once', async () => {
    const user = await person(`once-${identity().newId()}`);
    const bearer = await assertion();
    const subjectId = { format: 'opaque', id: user.id };
    expect((await revoke(subjectId, bearer)).status).toBe(204);
    expect((await revoke(subjectId, bearer)).status).toBe(401);
  });

  test.each([
    [{}],
    [{ sub_id: 'ada' }],
    [{ sub_id: { format: 'phone_number', phone_number: '+1' } }],
    [{ sub_id: { format: 'email' } }],
    [{ sub_id: { format: 'opaque', id: '' } }],
  ])('of %j is no request', async (body) => {
    expect((await revoke(undefined, undefined, body)).status).toBe(400);
  });
});

test('what cannot be checked just now is to be sent again', async () => {
  const fresh = await startSigningProvider();
  const ailing = await world.connect({ id: 'ailing', issuer: fresh.issuer });
  fresh.setDown(true);
  const token = await fresh.sign(claims({ iss: fresh.issuer, sub: 'x' }));
  expect((await logout(token, ailing.id)).status).toBe(503);
  fresh.setDown(false);
  await fresh.close();
});
