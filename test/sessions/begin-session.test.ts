import { beforeAll, expect, test } from 'vitest';
import { keyItem } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { outboxRecord } from '#functions/adapters/dynamodb/outbox-item.ts';
import { createSessionStore } from '#functions/adapters/dynamodb/session-store.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { signOutEverywhere } from '#shared/identity/sign-out-everywhere.ts';
import { beginSession, MAX_LOOKED_AT, MAX_SESSIONS } from '#shared/sessions/begin-session.ts';
import type { Session } from '#shared/sessions/session.ts';
import type { SessionStore } from '#shared/sessions/session-store.ts';
import { sessionStarted } from '#shared/sign-in/session-started.ts';
import { acme, mandate, newUser } from '../support/people.ts';
import { sessionFor } from '../support/sessions.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let sessions: SessionStore;
beforeAll(async () => {
  world = await createWorld();
  sessions = createSessionStore(world.table);
});

const somebody = () => newUser(world.ports, `${world.ports.newId()}@example.com`);

async function begin(user: ResourceRecord, changes: Partial<Session> = {}): Promise<Session> {
  const session = sessionFor(user, changes);
  const ports = { ...world.ports, sessions };
  await beginSession(ports, session, sessionStarted(world.ports, mandate, session));
  return session;
}

/** Rows of sessions as they would have been begun, the oldest first, without a transaction for each. */
async function kept(user: ResourceRecord, count: number, changes: Partial<Session> = {}) {
  const all = Array.from({ length: count }, () => sessionFor(user, changes));
  const requests = all.map((session) => ({
    PutRequest: {
      Item: {
        ...keyItem(keys.session(session)),
        session: { S: JSON.stringify(session) },
        ...(session.endedAt !== undefined && { endedAt: { S: session.endedAt } }),
        expiresAt: { N: '4000000000' },
      },
    },
  }));
  await world.table.writeAll(requests);
  return all;
}

async function standing(user: ResourceRecord): Promise<string[]> {
  const all = await sessions.sessionsOf(acme, user.id, { limit: 1_000 });
  return all.filter(({ endedAt }) => endedAt === undefined).map(({ id }) => id);
}

const isoNow = () => new Date().toISOString();

test('one more than may stand ends the oldest, and tells of it', async () => {
  const user = await somebody();
  const [oldest, ...others] = await kept(user, MAX_SESSIONS);
  const last = await begin(user);
  expect(await standing(user)).toEqual([last, ...others.toReversed()].map(({ id }) => id));
  const rows = await world.table.query({
    ...{ pk: keys.resource(acme, 'Session', oldest?.id ?? '').pk, prefix: 'EVENT#' },
  });
  expect(rows.map(outboxRecord)).toMatchObject([
    {
      actor: { type: 'system', id: 'session-cap' },
      cause: 'cascade',
      happenings: [{ type: 'session.ended', data: { user: user.id } }],
    },
  ]);
});

test('what is over does not count: ended, expired, or of an older epoch', async () => {
  const user = await somebody();
  const first = await begin(user);
  await kept(user, MAX_SESSIONS, { endedAt: isoNow() });
  await kept(user, MAX_SESSIONS, { endsAt: isoNow() });
  const last = await begin(user);
  expect(await standing(user)).toEqual(expect.arrayContaining([first.id, last.id]));

  await kept(user, MAX_SESSIONS);
  const anew = await signOutEverywhere(world.ports, mandate, user.id);
  const before = await standing(user);
  const next = await begin(anew);
  expect(await standing(user)).toEqual([next.id, ...before]);
});

test('whatever was missed, or lies behind all that anybody looks at, ends with the next', async () => {
  const user = await somebody();
  const lost = await kept(user, 3);
  await kept(user, MAX_LOOKED_AT - 10, { endedAt: isoNow() });
  const missed = await kept(user, MAX_SESSIONS + 10);
  const last = await begin(user);
  const left = [...missed.slice(11), last].toReversed();
  expect(await standing(user)).toEqual([
    ...left.map(({ id }) => id),
    // Further back than is looked at all; each sign-in would have found it when it fell behind.
    ...lost.toReversed().map(({ id }) => id),
  ]);
});

test('one that falls behind all that anybody looks at ends, however few stand', async () => {
  const user = await somebody();
  const [old] = await kept(user, 1);
  await kept(user, MAX_LOOKED_AT - 1, { endedAt: isoNow() });
  expect(await standing(user)).toEqual([old?.id]);
  const last = await begin(user);
  expect(await standing(user)).toEqual([last.id]);
});

test('twenty sign-ins at once leave no more than may stand', async () => {
  const user = await somebody();
  await kept(user, MAX_SESSIONS - 5);
  await Promise.all(Array.from({ length: 20 }, () => begin(user)));
  await begin(user);
  expect(await standing(user)).toHaveLength(MAX_SESSIONS);
});
