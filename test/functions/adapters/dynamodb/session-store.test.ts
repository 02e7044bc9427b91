import { beforeAll, describe, expect, test } from 'vitest';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { createSessionStore } from '#functions/adapters/dynamodb/session-store.ts';
import { deleteResource } from '#shared/identity/delete-resource.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { updateResource } from '#shared/identity/update-resource.ts';
import { userType } from '#shared/scim/resource-types.ts';
import type { SessionStore } from '#shared/sessions/session-store.ts';
import { standingSession } from '#shared/sessions/standing-session.ts';
import { acme, attributes, mandate, newUser } from '../../../support/people.ts';
import { sessionFor } from '../../../support/sessions.ts';
import { createWorld, type World } from '../../../support/world.ts';

let world: World;
let sessions: SessionStore;
beforeAll(async () => {
  world = await createWorld();
  sessions = createSessionStore(world.table);
});

let count = 0;
async function newPerson(): Promise<ResourceRecord> {
  count += 1;
  return await newUser(world.ports, `p${count}@example.com`);
}

const setActive = ({ id }: ResourceRecord, active: boolean) =>
  updateResource(world.ports, mandate, userType, id, {
    attributes: (current) => attributes({ ...current, active }),
    members: [],
  });

const standing = (name: Parameters<SessionStore['session']>[0]) =>
  standingSession({ sessions, identity: world.store, clock: world.clock }, name);

describe('a session', () => {
  test('stands from its beginning to its end, and is listed with its user', async () => {
    const ada = await newPerson();
    const [first, second] = [sessionFor(ada), sessionFor(ada)];
    await sessions.begin(first);
    await sessions.begin(second);
    expect(await sessions.session(first)).toEqual(first);
    expect(await standing(first)).toEqual({ session: first, user: ada });
    const page = { limit: 10 };
    expect(await sessions.sessionsOf(acme, ada.id, page)).toEqual([second, first]);

    const at = Date.now();
    expect(await sessions.end(first, at)).toBe(true);
    expect(await sessions.end(first, at + 1)).toBe(false);
    const ended = { ...first, endedAt: new Date(at).toISOString() };
    expect(await sessions.sessionsOf(acme, ada.id, page)).toEqual([second, ended]);
    expect(await sessions.sessionsOf(acme, ada.id, { limit: 1 })).toEqual([second]);
    const before = { limit: 1, before: second.id };
    expect(await sessions.sessionsOf(acme, ada.id, before)).toEqual([ended]);
    expect(await standing(first)).toBeUndefined();
    expect(await standing(second)).toBeDefined();
  });

  test('that is ended is among the revocations, once', async () => {
    const session = sessionFor(await newPerson());
    await sessions.begin(session);
    await sessions.end(session, Date.now());
    await sessions.end(session, Date.now() + 5);
    const { pk } = keys.revocation('acme', '', '');
    const rows = await world.table.query({ pk });
    const mine = rows.filter((row) => row['revocation']?.S?.includes(session.id));
    expect(mine).toHaveLength(1);
    const { at, sid } = JSON.parse(mine[0]?.['revocation']?.S ?? '');
    expect(sid).toBe(session.id);
    expect(Number(mine[0]?.['expiresAt']?.N)).toBe(Math.floor(Date.parse(at) / 1_000) + 900);
  });

  test('that never was cannot be ended', async () => {
    const session = sessionFor(await newPerson());
    expect(await sessions.end(session, Date.now())).toBe(false);
    expect(await sessions.session(session)).toBeUndefined();
  });

  test('is not begun for an older epoch, nor for somebody who is not there', async () => {
    const before = await newPerson();
    await setActive(before, false);
    await setActive(before, true);
    const late = sessionFor(before);
    const conflict = { code: 'conflict', message: expect.stringContaining('signed out meanwhile') };
    await expect(sessions.begin(late)).rejects.toMatchObject(conflict);
    expect(await sessions.session(late)).toBeUndefined();

    const gone = await newPerson();
    await deleteResource(world.ports, mandate, userType, gone.id, () => undefined);
    await expect(sessions.begin(sessionFor(gone))).rejects.toMatchObject(conflict);
  });

  test('falls with the next epoch of its user, and does not stand up again', async () => {
    const ada = await newPerson();
    const session = sessionFor(ada);
    await sessions.begin(session);
    await setActive(ada, false);
    expect(await standing(session)).toBeUndefined();
    await setActive(ada, true);
    expect(await standing(session)).toBeUndefined();
  });

  test('and what it tells of are written together', async () => {
    const ada = await newPerson();
    const session = sessionFor(ada);
    const outbox = {
      id: world.ports.newId(),
      time: session.createdAt,
      tenant: 'acme',
      subject: { type: 'User', id: ada.id },
      version: ada.version,
      actor: { type: 'connection', id: session.connectionId },
      cause: 'sign-in',
      requestId: 'request-1',
      happenings: [],
    } as const;
    await sessions.begin(session, outbox);
    const key = keys.outbox(acme, 'User', ada.id, outbox.id);
    expect((await world.table.get(key))?.['record']?.S).toBe(JSON.stringify(outbox));

    const refused = { ...outbox, id: world.ports.newId() };
    await expect(sessions.begin(sessionFor(ada, { epoch: 7 }), refused)).rejects.toThrow();
    expect(await world.table.get({ ...key, sk: `EVENT#${refused.id}` })).toBeUndefined();
  });
});
