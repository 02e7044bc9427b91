import { beforeAll, describe, expect, test } from 'vitest';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { createRevocationStore } from '#functions/adapters/dynamodb/revocation-store.ts';
import { createSessionStore } from '#functions/adapters/dynamodb/session-store.ts';
import { endSession } from '#shared/sessions/end-session.ts';
import { listRevocations } from '#shared/sessions/revocations.ts';
import { acme, newUser } from '../support/people.ts';
import { sessionFor } from '../support/sessions.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const by = { actor: { type: 'user', id: 'ada' }, cause: 'sign-out', requestId: 'r-1' } as const;

async function told(sessionId: string) {
  const { pk } = keys.resource(acme, 'Session', sessionId);
  const rows = await world.table.query({ pk, prefix: 'EVENT#' });
  return rows.map((row) => JSON.parse(row['record']?.S ?? ''));
}

describe('ending a session', () => {
  test('is one write, one event and one revocation, whoever else ends it at once', async () => {
    const sessions = createSessionStore(world.table);
    const user = await newUser(world.ports, 'ada@example.com');
    const [session, other] = [sessionFor(user), sessionFor(user)];
    await sessions.begin(session);
    await sessions.begin(other);
    const ports = { ...world.ports, sessions };
    const ended = await Promise.all([1, 2, 3].map(() => endSession(ports, session, by)));
    expect(ended.filter(Boolean)).toHaveLength(1);
    expect(await sessions.session(session)).toMatchObject({ endedAt: expect.any(String) });
    expect(await sessions.session(other)).not.toHaveProperty('endedAt');
    expect(await told(session.id)).toMatchObject([
      {
        subject: { type: 'Session', id: session.id },
        version: 2,
        ...by,
        happenings: [{ type: 'session.ended', data: { user: user.id } }],
      },
    ]);
    const store = createRevocationStore(world.table);
    const { sessions: revoked } = await listRevocations({ store, clock: world.clock }, 'acme', {});
    expect(revoked).toEqual([session.id]);
  });

  test('that never was ends nothing', async () => {
    const user = await newUser(world.ports, 'alan@example.com');
    const ports = { ...world.ports, sessions: createSessionStore(world.table) };
    const never = sessionFor(user);
    expect(await endSession(ports, never, by)).toBe(false);
    expect(await told(never.id)).toEqual([]);
  });
});
