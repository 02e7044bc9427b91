import { expect, test } from 'vitest';
import { changeUser } from '#shared/identity/change-user.ts';
import { stateOf } from '#shared/identity/lifecycle-state.ts';
import { setState } from '#shared/identity/set-state.ts';
import { updateResource } from '#shared/identity/update-resource.ts';
import { DAY, isoTime } from '#shared/kernel/clock.ts';
import { newObject } from '#shared/kernel/json.ts';
import { planDates } from '#shared/lifecycle/plan-dates.ts';
import { undoPerson } from '#shared/lifecycle/undo-person.ts';
import { undoRun } from '#shared/lifecycle/undo-run.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { Crash } from '../support/faults.ts';
import { acme, mandate, newGroup, newUser } from '../support/people.ts';
import {
  byAdmin,
  createLifecycleWorld,
  type LifecycleWorld,
  ladder,
} from './support/lifecycle-world.ts';

const admin = { ...byAdmin, scope: acme, confirmed: Promise.resolve() };
const always = () => true;

async function lastRun(world: LifecycleWorld): Promise<string> {
  const { run } = await world.lifecycle.sweep('acme');
  if (!run) throw new Error('There was no run.');
  return run.id;
}

/** Ada with a role, a link and a group, whom the policy has brought as far as it goes. */
async function deleted(world: LifecycleWorld) {
  await world.setPolicy(ladder);
  const { id } = await world.person('ada');
  const group = await newGroup(world.ports, 'Engineering', [id]);
  await changeUser(world.ports, admin, userType, id, (user) => ({
    ...user,
    roles: [{ role: 'editor', source: 'admin', by: 'a', at: '2026-01-05T06:00:00Z' }],
    links: [
      {
        ...{ connectionId: 'company', issuer: 'https://login.example.com', subject: '7' },
        linkedAt: '2026-01-05T06:00:00Z',
      },
    ],
  }));
  for (const days of [60, 30, 30]) await world.pass(days);
  const before = await world.user(id);
  await world.pass(60);
  expect(await world.user(id)).toBeUndefined();
  expect(await world.ports.store.membersAmong(acme, group.id, [id])).toEqual([]);
  return { id, group, before };
}

test('who comes back leaves on the day on which they were to leave before', async () => {
  const world = await createLifecycleWorld();
  await world.setPolicy({ ...ladder, stages: { deactivate: { inactiveDays: 60 } } });
  const { id } = await world.person('ada');
  const leavesAt = world.clock.time + 100 * DAY;
  await planDates(world.ports, admin, id, { leavesAt });
  await world.pass(60);
  expect(await world.user(id)).not.toHaveProperty('planned');
  await undoPerson(world.ports, { mandate: admin, userId: id, undoDays: 30 });
  const back = await world.user(id);
  expect(back && stateOf(back)).toBe('active');
  expect(back?.planned).toEqual({ leavesAt: isoTime(leavesAt) });
});

test('who was deleted is the same again: id, memberships, roles, links, and where they stood', async () => {
  const world = await createLifecycleWorld();
  const { id, group, before } = await deleted(world);
  await world.pass(29);
  await undoPerson(world.ports, { mandate: admin, userId: id, undoDays: 30 });
  const after = await world.user(id);
  expect(after).toMatchObject({
    ...{ id, attributes: before?.attributes, roles: before?.roles, links: before?.links },
    epoch: (before?.epoch ?? 0) + 1,
  });
  expect(after && stateOf(after)).toBe('deactivated');
  expect(await world.ports.store.membersAmong(acme, group.id, [id])).toHaveLength(1);
  expect(await world.lifecycle.tombstone(acme, id)).toBeUndefined();
  expect((await world.events(id)).at(-1)).toBe('lifecycle.restored');
  // Not by the next sweep, but after all the days that the stage has.
  await world.pass(59);
  expect(await world.user(id)).toBeDefined();
  await world.pass(1);
  expect(await world.user(id)).toBeUndefined();
});

test('an undo that is cut off anywhere is finished by the next one', async () => {
  const world = await createLifecycleWorld();
  const { id, group } = await deleted(world);
  for (let calls = 1; ; calls += 1) {
    let left = calls;
    world.setFaults(() => {
      left -= 1;
      return left === 0 ? 'crashAfter' : undefined;
    });
    const undoing = undoPerson(world.ports, { mandate: admin, userId: id, undoDays: 30 });
    const outcome = await undoing.then(
      () => 'done',
      (error: unknown) => error,
    );
    world.setFaults(undefined);
    if (outcome === 'done') break;
    expect(outcome).toSatisfy((error) => error instanceof Crash || String(error).includes('undo'));
    if (!(outcome instanceof Crash)) break;
  }
  expect(await world.user(id)).toBeDefined();
  expect(await world.ports.store.membersAmong(acme, group.id, [id])).toHaveLength(1);
  const told = await world.events(id);
  expect(told.filter((type) => type === 'lifecycle.restored')).toHaveLength(1);
});

test('a run is taken back but for those whom somebody has changed since, and not for ever', async () => {
  const world = await createLifecycleWorld();
  await world.setPolicy(ladder);
  const [ada, alan] = [await world.person('ada'), await world.person('alan')];
  await world.pass(60);
  await world.pass(30);
  const runId = await lastRun(world);
  await setState(world.ports, admin, alan.id, 'deactivated');
  const undone = { tenantId: 'acme', runId, undoDays: 30 };
  const { restored, left } = await undoRun(world.ports, byAdmin, undone, always);
  expect({ restored, left: left.map(({ id }) => id) }).toEqual({
    restored: [ada.id],
    left: [alan.id],
  });
  expect(await undoRun(world.ports, byAdmin, undone, always)).toMatchObject({ restored: [] });
  const user = await world.user(ada.id);
  expect(user && stateOf(user)).toBe('active');
  // Let in again, so as good as seen: warned before anything else.
  await world.pass(60);
  await world.pass(30);
  expect((await world.events(ada.id)).slice(-3)).toEqual([
    'lifecycle.warned',
    'user.suspended',
    'lifecycle.suspended',
  ]);
  await world.pass(31);
  const late = undoPerson(world.ports, { mandate: admin, userId: alan.id, undoDays: 30 });
  await expect(late).rejects.toMatchObject({ code: 'conflict' });
});

test('whom a directory has let go since is not brought in', async () => {
  const world = await createLifecycleWorld();
  await world.setPolicy(ladder);
  const [ada, alan] = [await world.person('ada'), await world.person('alan')];
  for (const days of [60, 30, 30]) await world.pass(days);
  const runId = await lastRun(world);
  await updateResource(world.ports, mandate, userType, ada.id, {
    attributes: (current) => Object.assign(newObject(), current, { active: false }),
    members: [],
  });
  const undone = { tenantId: 'acme', runId, undoDays: 30 };
  const { restored, left } = await undoRun(world.ports, byAdmin, undone, always);
  expect(restored).toEqual([alan.id]);
  expect(left).toEqual([{ id: ada.id, why: expect.stringContaining('let them go since') }]);
  const user = await world.user(ada.id);
  expect(user && stateOf(user)).toBe('deactivated');
});

test('a suspension is again that of the policy, which the directory may lift', async () => {
  const world = await createLifecycleWorld();
  await world.setPolicy(ladder);
  const { id } = await world.person('ada');
  for (const days of [60, 30]) await world.pass(days);
  const { state: before } = (await world.user(id)) ?? {};
  expect(before).toMatchObject({ name: 'suspended', by: 'policy' });
  await world.pass(30);
  await undoPerson(world.ports, { mandate: admin, userId: id, undoDays: 30 });
  expect((await world.user(id))?.state).toEqual(before);
  const directory = { ...admin, actor: { type: 'directory', id: 'okta' } as const };
  await setState(world.ports, directory, id, 'active');
  const lifted = await world.user(id);
  expect(lifted && stateOf(lifted)).toBe('active');
});

test('a name that somebody else has by now stays theirs', async () => {
  const world = await createLifecycleWorld();
  const { id } = await deleted(world);
  await newUser(world.ports, 'ada@example.com');
  const undoing = undoPerson(world.ports, { mandate: admin, userId: id, undoDays: 30 });
  await expect(undoing).rejects.toMatchObject({ code: 'uniqueness' });
  expect(await world.lifecycle.tombstone(acme, id)).toBeDefined();
});
