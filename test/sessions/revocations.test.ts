import { beforeEach, describe, expect, test } from 'vitest';
import { revocationItem } from '#functions/adapters/dynamodb/revocation-item.ts';
import { createRevocationStore } from '#functions/adapters/dynamodb/revocation-store.ts';
import { setState } from '#shared/identity/set-state.ts';
import { signOutEverywhere } from '#shared/identity/sign-out-everywhere.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { listRevocations, type RevocationQuery } from '#shared/sessions/revocations.ts';
import { mandate, newUser } from '../support/people.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

const listed = (query: RevocationQuery = {}, tenantId = 'acme') =>
  listRevocations(
    { store: createRevocationStore(world.table), clock: world.clock },
    tenantId,
    query,
  );

async function endSession(sessionId: string): Promise<void> {
  const item = revocationItem('acme', { at: isoTime(world.clock.now()), sid: sessionId });
  await world.table.put(item, 'attribute_not_exists(pk)');
}

describe('the list of what ended', () => {
  test('says of each user the last epoch, and each session that was ended', async () => {
    const ada = await newUser(world.ports, 'ada@example.com');
    const alan = await newUser(world.ports, 'alan@example.com');
    await signOutEverywhere(world.ports, mandate, ada.id);
    await setState(world.ports, mandate, ada.id, 'deactivated');
    await setState(world.ports, mandate, alan.id, 'deactivated');
    await endSession('session-1');
    expect(await listed()).toEqual({
      asOf: expect.stringMatching(/Z$/),
      subjects: expect.arrayContaining([
        { sub: ada.id, epoch: 2 },
        { sub: alan.id, epoch: 1 },
      ]),
      sessions: ['session-1'],
      grants: [],
      next: null,
    });
    expect(await listed({}, 'globex')).toMatchObject({ subjects: [], sessions: [] });
  });

  test('goes back 15 minutes, and from an earlier answer on with a minute to spare', async () => {
    await endSession('first');
    const { asOf } = await listed();
    world.clock.offset += 59_000;
    await endSession('second');
    expect(await listed({ since: asOf })).toMatchObject({ sessions: ['first', 'second'] });
    world.clock.offset += 62_000;
    const later = (await listed()).asOf;
    expect(await listed({ since: later })).toMatchObject({ sessions: [] });
    expect(await listed()).toMatchObject({ sessions: ['first', 'second'] });
    world.clock.offset += 840_000;
    expect(await listed()).toMatchObject({ sessions: [] });
    expect(await listed({ since: asOf })).toMatchObject({ sessions: [] });
  });

  test('comes in pages that leave nothing out', async () => {
    const at = isoTime(world.clock.now());
    const names = Array.from({ length: 5 }, (_, index) => `session-${index}`);
    for (const name of names) {
      await world.table.put(revocationItem('acme', { at, sid: name }), 'attribute_not_exists(pk)');
    }
    const store = createRevocationStore(world.table);
    const seen: unknown[] = [];
    let from: string | undefined = at;
    while (from !== undefined) {
      const page = await store.revocations('acme', from, 2);
      seen.push(...page.revocations);
      from = page.next;
    }
    expect(seen).toEqual(names.map((sid) => ({ at, sid })));
    const place = (await store.revocations('acme', at, 2)).next;
    expect(await listed({ after: place ?? '' })).toMatchObject({ sessions: names.slice(2) });
  });

  test.each<RevocationQuery>([
    { since: 'yesterday' },
    { after: '' },
    { after: 'T#globex' },
    { after: '2026-11-22T09:00:00.000Z#a b' },
  ])('refuses %j', async (query) => {
    await expect(listed(query)).rejects.toMatchObject({ code: 'invalidValue' });
  });
});
