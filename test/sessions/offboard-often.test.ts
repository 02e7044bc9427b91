import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OutgoingHttp, OutgoingHttpError } from '#shared/kernel/http/outgoing-http.ts';
import { offboard } from '#shared/sessions/offboard.ts';
import { MAX_ITEMS } from '#shared/sessions/receipt.ts';
import { createOffboardingWorld } from './support/offboarding-world.ts';

let world: Awaited<ReturnType<typeof createOffboardingWorld>>;
beforeAll(async () => {
  world = await createOffboardingWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.told.length = 0;
});

describe('somebody who signed in very often', () => {
  test('does not keep an app from hearing that it is over', async () => {
    const user = await world.somebody();
    const wiki = await world.app();
    const last = await world.session(user, [wiki]);
    const storm = Array.from({ length: MAX_ITEMS }, () => ({ ...last, id: world.ports.newId() }));
    const sessions = {
      ...world.offboarding.sessions,
      sessionsOf: async () => [last, ...storm],
    };
    await world.deactivate(user.id);
    await offboard({ ...world.offboarding, sessions }, await world.heard(user.id));
    expect(world.told.map(({ sid }) => sid)).toEqual([last.id]);
    const { receipt } = await world.kept(user.id);
    expect(receipt.items).toHaveLength(MAX_ITEMS);
    expect(receipt.omitted).toBe(3);
  });

  test('does not keep an app from hearing it behind one that cannot be told', async () => {
    const user = await world.somebody();
    const wiki = await world.app();
    const last = await world.session(user, [wiki]);
    const { grants } = world.offboarding;
    const storm = {
      ...grants,
      async grantsOf(...of: Parameters<typeof grants.grantsOf>) {
        const own = await grants.grantsOf(...of);
        const silent = own.map((each) => ({ ...each, appId: world.ports.newId() }));
        return [...Array.from({ length: MAX_ITEMS }, () => silent).flat(), ...own];
      },
    };
    await world.deactivate(user.id);
    await offboard({ ...world.offboarding, grants: storm }, await world.heard(user.id));
    expect(world.told.map(({ sid }) => sid)).toEqual([last.id]);
  });

  test('is told of to every app, though one of them hangs at each of their sessions', async () => {
    const user = await world.somebody();
    const [hanging, wiki] = [await world.app(), await world.app()];
    for (let count = 0; count < 50; count += 1) await world.session(user, [hanging]);
    await world.session(user, [wiki]);
    await world.deactivate(user.id);
    const heard = await world.heard(user.id);
    let calls = 0;
    const outgoingHttp: OutgoingHttp = async (url, request) => {
      if (!url.endsWith(hanging.id)) return await world.offboarding.outgoingHttp(url, request);
      calls += 1;
      if (calls % 8 === 0) world.clock.offset += 10_000;
      throw new OutgoingHttpError('timeout', 'It did not answer within 10000 ms.');
    };
    const ports = { ...world.offboarding, outgoingHttp };
    const begun = world.clock.now();
    const again = await offboard(ports, heard);
    expect(world.clock.now() - begun).toBeLessThan(55_000);
    expect(world.told).toEqual([]);
    world.clock.offset += Math.max(0, (again ?? 0) - world.clock.now());
    await offboard(ports, heard);
    expect(world.told.map(({ path }) => path)).toEqual([`/${wiki.id}`]);
  });
});
