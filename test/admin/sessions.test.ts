import { beforeAll, describe, expect, test } from 'vitest';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Session } from '#shared/sessions/session.ts';
import { newUser } from '../support/people.ts';
import { sessionFor } from '../support/sessions.ts';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

let world: AdminWorld;
let count = 0;
beforeAll(async () => {
  world = await createAdminWorld();
  await world.directory('acme');
});

async function person(): Promise<ResourceRecord> {
  count += 1;
  return await newUser(world.ports, `p${count}@acme.example`);
}

async function signIn(user: ResourceRecord, changes: Partial<Session> = {}): Promise<Session> {
  const session = sessionFor(user, { connectionId: 'okta', ...changes });
  await world.sessions.begin(session);
  return session;
}

const at = ({ id }: ResourceRecord) => `/tenants/acme/users/${id}/sessions`;
const live = async (user: ResourceRecord) => {
  const { sessions } = (await world.admin('GET', at(user))).body;
  return sessions.map((one: { id: string; live: boolean }) => [one.id, one.live]);
};

describe('the sessions of a user', () => {
  test('are listed, the newest first, without who the person is elsewhere', async () => {
    const user = await person();
    const first = await signIn(user, { acr: 'urn:example:silver', upstreamSid: 'idp-1' });
    const second = await signIn(user);
    expect(await live(user)).toEqual([
      [second.id, true],
      [first.id, true],
    ]);
    const { body } = await world.admin('GET', at(user));
    expect(body.sessions[1]).toEqual({
      id: first.id,
      live: true,
      connection: 'okta',
      createdAt: first.createdAt,
      endsAt: first.endsAt,
      endedAt: null,
      authenticatedAt: new Date(first.authTime * 1_000).toISOString(),
      acr: 'urn:example:silver',
      amr: ['pwd'],
    });
  });

  test('are listed a page at a time, all of those that may stand on the first', async () => {
    const user = await person();
    await Promise.all(Array.from({ length: 101 }, () => signIn(user)));
    const { sessions, next } = (await world.admin('GET', at(user))).body;
    expect(sessions).toHaveLength(100);
    expect(next).toBe(sessions.at(-1).id);
    const { body } = await world.admin('GET', `${at(user)}?before=${next}`);
    expect(body.next).toBe(null);
    expect(body.sessions).toHaveLength(1);
    expect(body.sessions[0].id < next).toBe(true);
    expect((await world.admin('GET', `${at(user)}?before=1`)).status).toBe(400);
  });

  test('end one by one, once each, with an event', async () => {
    const user = await person();
    const first = await signIn(user);
    const second = await signIn(user);
    expect((await world.admin('DELETE', `${at(user)}/${first.id}`)).status).toBe(204);
    expect((await world.admin('DELETE', `${at(user)}/${first.id}`)).status).toBe(204);
    expect(await live(user)).toEqual([
      [second.id, true],
      [first.id, false],
    ]);
    await world.publishAll('acme');
    const { events } = (await world.admin('GET', '/tenants/acme/events?limit=200')).body;
    const told = events.filter(({ type }: { type: string }) => type === 'session.ended');
    expect(told).toEqual([
      expect.objectContaining({
        subject: { type: 'Session', id: first.id },
        actor: { type: 'admin', id: 'admin-api' },
        data: { user: user.id },
      }),
    ]);
  });

  test('end all at once with what ends everything of the user', async () => {
    const user = await person();
    const session = await signIn(user);
    await world.admin('POST', `/tenants/acme/users/${user.id}/sign-out`, {});
    expect(await live(user)).toEqual([[session.id, false]]);
  });

  test('are over when their time is', async () => {
    const user = await person();
    const session = await signIn(user, { endsAt: new Date(world.clock.now() - 1).toISOString() });
    expect(await live(user)).toEqual([[session.id, false]]);
  });

  test('are of nobody else', async () => {
    const [user, other] = [await person(), await person()];
    const session = await signIn(user);
    expect((await world.admin('DELETE', `${at(other)}/${session.id}`)).status).toBe(404);
    expect((await world.admin('GET', '/tenants/acme/users/nobody/sessions')).status).toBe(404);
    await world.directory('globex');
    const elsewhere = `/tenants/globex/users/${user.id}/sessions`;
    expect((await world.admin('GET', elsewhere)).status).toBe(404);
    expect((await world.admin('DELETE', `${elsewhere}/${session.id}`)).status).toBe(404);
    expect(await live(user)).toEqual([[session.id, true]]);
  });
});
