import { compactVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { deleteResource } from '#shared/identity/delete-resource.ts';
import { signOutEverywhere } from '#shared/identity/sign-out-everywhere.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { canonicalJson } from '#shared/sessions/canonical-json.ts';
import { type HeardEnding, offboard } from '#shared/sessions/offboard.ts';
import type { Receipt } from '#shared/sessions/receipt.ts';
import { Crash } from '../support/faults.ts';
import { acme, mandate, newGroup } from '../support/people.ts';
import { createOffboardingWorld } from './support/offboarding-world.ts';

type World = Awaited<ReturnType<typeof createOffboardingWorld>>;

let world: World;
beforeAll(async () => {
  world = await createOffboardingWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.told.length = 0;
  world.setFaults(undefined);
});

/** Goes on until nothing is pending, letting the time pass in between. */
async function offboardAll(heard: HeardEnding): Promise<number> {
  for (let rounds = 1; rounds < 40; rounds += 1) {
    const again = await offboard(world.offboarding, heard);
    if (again === undefined) return rounds;
    world.clock.offset += Math.max(0, again - world.clock.now());
  }
  throw new Error('It never ended.');
}

const itemsOf = ({ items }: Receipt, kind: string) => items.filter((item) => item.kind === kind);

async function offboardedEvents(userId: string) {
  const { receipt } = await world.kept(userId);
  const { pk } = keys.resource(acme, 'Receipt', receipt.id);
  const rows = await world.table.query({ pk, prefix: 'EVENT#' });
  return rows.map((row) => JSON.parse(row['record']?.S ?? ''));
}

describe('the end of access of a user', () => {
  test('is told to every app that got tokens, and receipted with all that it reached', async () => {
    const user = await world.somebody();
    const [wiki, crm, deaf] = [await world.app(), await world.app(204), await world.app()];
    const group = await newGroup(world.ports, 'Engineering', [user.id]);
    const laptop = await world.session(user, [wiki, crm]);
    const phone = await world.session(user, [wiki]);
    const silent = await world.app(200, { backchannelLogoutUri: undefined as never });
    const tablet = await world.session(user, [silent]);
    await world.session(await world.somebody(), [deaf]);
    await world.deactivate(user.id);
    const heard = await world.heard(user.id);
    expect(await offboardAll(heard)).toBe(1);

    expect(world.told.map(({ path, sub, sid }) => [path, sub, sid]).sort()).toEqual(
      [
        [`/${wiki.id}`, user.id, laptop.id],
        [`/${crm.id}`, user.id, laptop.id],
        [`/${wiki.id}`, user.id, phone.id],
      ].sort(),
    );
    const { receipt } = await world.kept(user.id);
    expect(receipt).toMatchObject({ tenant: 'acme', user: user.id, state: 'closed', omitted: 0 });
    expect(receipt.ending).toMatchObject({ event: 'user.deactivated', cause: 'scim' });
    expect(itemsOf(receipt, 'session').map(({ id }) => id)).toEqual(
      [laptop.id, phone.id, tablet.id].sort(),
    );
    expect(itemsOf(receipt, 'tokens')).toHaveLength(4);
    expect(itemsOf(receipt, 'group')).toMatchObject([
      { id: group.id, name: 'Engineering', done: 'withheld' },
    ]);
    expect(itemsOf(receipt, 'app')).toHaveLength(4);
    const [untold, ...others] = receipt.items.filter(({ state }) => state !== 'acknowledged');
    expect(others).toEqual([]);
    expect(untold).toEqual({
      ...{ kind: 'app', id: silent.id, session: tablet.id, name: silent.name },
      ...{ done: 'nothing', state: 'notTold', reason: expect.stringContaining('no backchannel') },
    });
    for (const item of receipt.items.filter((each) => each !== untold)) {
      expect(item).toMatchObject({ state: 'acknowledged', at: expect.stringMatching(/Z$/) });
    }
    expect(await offboardedEvents(user.id)).toMatchObject([
      {
        subject: { type: 'Receipt', id: receipt.id },
        happenings: [
          { type: 'user.offboarded', data: { user: user.id, acknowledged: 11, failed: [] } },
        ],
      },
    ]);
  });

  test('leaves nothing of the grants, and those of others alone', async () => {
    const [user, other] = [await world.somebody(), await world.somebody()];
    const app = await world.app();
    const ids = [await world.session(user, [app]), await world.session(other, [app])];
    const all = new Set(ids.map(({ id }) => id));
    const [granted] = await world.grants.grantsOf(acme, user.id, all);
    await signOutEverywhere(world.ports, mandate, user.id);
    await offboardAll(await world.heard(user.id));
    expect(await world.grants.grantsOf(acme, user.id, all)).toEqual([]);
    expect(await world.table.get(keys.artefact('acme', 'Grant', granted?.grantId ?? ''))).toBe(
      undefined,
    );
    expect(await world.grants.grantsOf(acme, other.id, all)).toHaveLength(1);
  });

  test('is receipted for who is deleted, too, each session once', async () => {
    const user = await world.somebody();
    const app = await world.app();
    const session = await world.session(user, [app]);
    await world.deactivate(user.id);
    await offboardAll(await world.heard(user.id));
    await deleteResource(world.ports, mandate, userType, user.id);
    await offboardAll(await world.heard(user.id));
    const [deletion, deactivation] = await world.offboarding.receipts.receiptsOf(acme, user.id, {
      limit: 2,
    });
    expect(deletion?.receipt.ending.event).toBe('user.deleted');
    expect(deletion && itemsOf(deletion.receipt, 'session')).toEqual([]);
    expect(deactivation && itemsOf(deactivation.receipt, 'session')).toMatchObject([
      { id: session.id },
    ]);
  });

  test('that is a sign-out spares groups, and what began after it', async () => {
    const user = await world.somebody();
    await newGroup(world.ports, 'Sales', [user.id]);
    const before = await world.session(user, []);
    const signedOut = await signOutEverywhere(world.ports, mandate, user.id);
    const heard = await world.heard(user.id);
    const app = await world.app();
    await world.session(signedOut, [app]);
    await offboardAll(heard);
    const { receipt } = await world.kept(user.id);
    expect(receipt.items).toMatchObject([{ kind: 'session', id: before.id }]);
    expect(world.told).toEqual([]);
  });
});

describe('an app that does not take it', () => {
  test('is told again and again, under a new jti each time, until it does', async () => {
    const user = await world.somebody();
    const app = await world.app(503);
    await world.session(user, [app]);
    await world.deactivate(user.id);
    const heard = await world.heard(user.id);
    const again = await offboard(world.offboarding, heard);
    expect((await world.kept(user.id)).receipt).toMatchObject({
      state: 'open',
      items: expect.arrayContaining([
        expect.objectContaining({ kind: 'app', state: 'pending', reason: 'It answered 503.' }),
      ]),
    });
    // Nothing is sent before its time.
    expect(await offboard(world.offboarding, heard)).toBe(again);
    expect(world.told).toHaveLength(1);
    world.answers.set(`/${app.id}`, 200);
    expect(await offboardAll(heard)).toBeGreaterThan(1);
    expect(new Set(world.told.map(({ jti }) => jti)).size).toBe(2);
    const { receipt } = await world.kept(user.id);
    expect(itemsOf(receipt, 'app')).toMatchObject([{ state: 'acknowledged', attempts: 2 }]);
    expect(itemsOf(receipt, 'app')[0]).not.toHaveProperty('reason');
  });

  test('is given up after three days, and the event says so', async () => {
    const user = await world.somebody();
    const app = await world.app(500);
    await world.session(user, [app]);
    await world.deactivate(user.id);
    const heard = await world.heard(user.id);
    const begun = world.clock.now();
    await offboardAll(heard);
    const days = (world.clock.now() - begun) / 86_400_000;
    expect(days).toBeGreaterThan(3);
    expect(days).toBeLessThan(4);
    const { receipt } = await world.kept(user.id);
    expect(receipt.state).toBe('closed');
    expect(itemsOf(receipt, 'app')).toMatchObject([{ state: 'failed', attempts: 11 }]);
    const [{ happenings }] = await offboardedEvents(user.id);
    expect(happenings[0].data.failed).toEqual([
      { kind: 'app', id: app.id, reason: 'It answered 500.' },
    ]);
  });
});

describe('a receipt', () => {
  test('is signed: whoever changes a letter of it is seen', async () => {
    const user = await world.somebody();
    await world.session(user, [await world.app()]);
    await world.deactivate(user.id);
    await offboardAll(await world.heard(user.id));
    const { jws, receipt } = await world.kept(user.id);
    const { payload, protectedHeader } = await compactVerify(jws, world.signer.keys);
    expect(new TextDecoder().decode(payload)).toBe(canonicalJson(receipt));
    const [{ kid } = { kid: '' }] = world.signer.jwks.keys;
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'rollcall-receipt+jws', kid });
    const [head, body = '', signature] = jws.split('.');
    const forged = Buffer.from(body, 'base64url').toString().replace('"closed"', '"opened"');
    const changed = [head, Buffer.from(forged).toString('base64url'), signature].join('.');
    await expect(compactVerify(changed, world.signer.keys)).rejects.toThrow();
  });
});

describe('cut short at any call', () => {
  test('it ends the same, and nobody is told twice what they acknowledged', async () => {
    const app = await world.app();
    let cut = 0;
    for (let call = 0; ; call += 1) {
      const user = await world.somebody();
      const session = await world.session(user, [app]);
      await world.deactivate(user.id);
      const heard = await world.heard(user.id);
      world.told.length = 0;
      let calls = 0;
      let befell = false;
      world.setFaults(() => {
        if (calls++ !== call >> 1) return undefined;
        befell = true;
        return call % 2 === 0 ? 'crashBefore' : 'crashAfter';
      });
      const ending = offboard(world.faulty, heard);
      if (
        befell ||
        (await ending.then(
          () => befell,
          () => befell,
        ))
      )
        cut += 1;
      await ending.catch((error: unknown) => expect(error).toBeInstanceOf(Crash));
      world.setFaults(undefined);
      await offboardAll(heard);
      const { receipt, rounds } = await world.kept(user.id);
      expect({ state: receipt.state, rounds }).toEqual({ state: 'closed', rounds: 0 });
      expect(itemsOf(receipt, 'session')).toMatchObject([{ id: session.id }]);
      expect(itemsOf(receipt, 'app')).toMatchObject([{ state: 'acknowledged', attempts: 1 }]);
      expect(new Set(world.told.map(({ jti }) => jti)).size).toBe(1);
      expect(await offboardedEvents(user.id)).toHaveLength(1);
      expect(await world.grants.grantsOf(acme, user.id, new Set([session.id]))).toEqual([]);
      if (!befell) break;
    }
    expect(cut).toBeGreaterThan(10);
  });

  test('two at once write one receipt', async () => {
    const user = await world.somebody();
    await world.session(user, [await world.app()]);
    await world.deactivate(user.id);
    const heard = await world.heard(user.id);
    await Promise.all([1, 2, 3].map(() => offboard(world.offboarding, heard)));
    await offboardAll(heard);
    expect(await offboardedEvents(user.id)).toHaveLength(1);
    expect(new Set(world.told.map(({ jti }) => jti)).size).toBe(1);
  });

  test('the same event again does nothing', async () => {
    const user = await world.somebody();
    await world.session(user, [await world.app()]);
    await newGroup(world.ports, 'Late', [user.id]);
    await world.deactivate(user.id);
    const heard = await world.heard(user.id);
    await offboardAll(heard);
    const before = await world.kept(user.id);
    const { length } = world.told;
    expect(await offboardAll(heard)).toBe(1);
    expect(await world.kept(user.id)).toEqual(before);
    expect(world.told).toHaveLength(length);
  });
});
