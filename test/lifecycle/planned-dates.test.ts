import { beforeAll, expect, test } from 'vitest';
import { createPlannedStore } from '#functions/adapters/dynamodb/planned-store.ts';
import { stateOf } from '#shared/identity/lifecycle-state.ts';
import type { Mandate } from '#shared/identity/ports.ts';
import { setState } from '#shared/identity/set-state.ts';
import { firePlanned } from '#shared/lifecycle/fire-planned.ts';
import { planDates } from '#shared/lifecycle/plan-dates.ts';
import { outboxOf } from '../scim-api/support/stored-rows.ts';
import { acme, mandate, newUser } from '../support/people.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const HOUR = 3_600_000;
const admin: Mandate = { ...mandate, actor: { type: 'admin', id: 'a' }, cause: 'admin' };
const fire = async () => {
  const { guardDepartures } = world;
  const ports = { ...world.ports, planned: createPlannedStore(world.table), guardDepartures };
  return await firePlanned(ports, () => true);
};
const hence = (hours: number) => world.clock.now() + hours * HOUR;
const pass = (hours: number) => {
  world.clock.offset += hours * HOUR;
};

async function someone(name: string, state: 'staged' | 'active' | 'deactivated' = 'active') {
  const { id } = await newUser(world.ports, `${name}@example.com`);
  if (state !== 'active') await setState(world.ports, admin, id, state);
  const plan = (planning: Parameters<typeof planDates>[3]) =>
    planDates(world.ports, admin, id, planning);
  const now = async () => {
    const user = await world.store.resource(acme, 'User', id);
    if (!user) throw new Error('The user is gone.');
    return { state: stateOf(user), planned: user.planned, version: user.version };
  };
  return { id, plan, now };
}

test('who is staged joins at their minute and not before, once, and it is told by which plan', async () => {
  const ada = await someone('ada', 'staged');
  await ada.plan({ joinsAt: hence(2), leavesAt: hence(5) });
  await fire();
  expect(await ada.now()).toMatchObject({ state: 'staged' });
  pass(2);
  await Promise.all([fire(), fire(), fire()]);
  expect(await ada.now()).toEqual({
    ...{ state: 'active', version: 4 },
    planned: { leavesAt: expect.any(String) },
  });
  pass(3);
  await fire();
  expect(await ada.now()).toEqual({ state: 'deactivated', planned: undefined, version: 5 });
  const records = await outboxOf(world, acme, 'User', ada.id);
  const told = records.flatMap(({ actor, happenings }) =>
    happenings.map(({ type, data }) => [type, actor.type, 'rule' in data ? data.rule : undefined]),
  );
  expect(told.slice(-2)).toEqual([
    ['user.activated', 'policy', 'planned-join'],
    ['user.deactivated', 'policy', 'planned-leave'],
  ]);
  expect((await fire()).fired).toBe(0);
});

test('another date takes the place of the one before, and none takes it away', async () => {
  const ada = await someone('moved');
  const alan = await someone('stays');
  await ada.plan({ leavesAt: hence(1) });
  await ada.plan({ leavesAt: hence(3) });
  await alan.plan({ leavesAt: hence(1) });
  await alan.plan({ leavesAt: null });
  pass(2);
  await fire();
  expect(await ada.now()).toMatchObject({ state: 'active' });
  expect(await alan.now()).toMatchObject({ state: 'active', planned: undefined });
  pass(2);
  await fire();
  expect(await ada.now()).toMatchObject({ state: 'deactivated' });
});

test('who was let go and came back stays, whatever had been planned', async () => {
  const ada = await someone('rehired');
  await ada.plan({ leavesAt: hence(1) });
  await setState(world.ports, admin, ada.id, 'deactivated');
  await setState(world.ports, admin, ada.id, 'active');
  pass(2);
  await fire();
  expect(await ada.now()).toMatchObject({ state: 'active', planned: undefined });
});

test('who is to come back is staged until then; a suspended one leaves as planned', async () => {
  const back = await someone('back', 'deactivated');
  expect(stateOf(await back.plan({ joinsAt: hence(1) }))).toBe('staged');
  const held = await someone('held');
  await held.plan({ leavesAt: hence(1) });
  await setState(world.ports, admin, held.id, 'suspended');
  pass(1);
  await fire();
  expect(await back.now()).toMatchObject({ state: 'active' });
  expect(await held.now()).toMatchObject({ state: 'deactivated' });
});

test('a date that is moved while it comes is the one that counts, and what is told names what happened', async () => {
  const ada = await someone('moving', 'staged');
  await ada.plan({ joinsAt: hence(1), leavesAt: hence(1.5) });
  pass(2);
  const { guardDepartures } = world;
  const planned = createPlannedStore(world.table);
  let reads = 0;
  // Between the look at the date and the write somebody plans another leave.
  const resource: typeof world.store.resource = async (...name) => {
    const found = await world.store.resource(...name);
    reads += 1;
    if (reads === 1) await ada.plan({ leavesAt: null });
    return found;
  };
  const ports = { ...world.ports, planned, guardDepartures, store: { ...world.store, resource } };
  expect((await firePlanned(ports, () => true)).fired).toBe(1);
  expect(await ada.now()).toMatchObject({ state: 'active', planned: undefined });
  const last = (await outboxOf(world, acme, 'User', ada.id)).at(-1);
  expect(last?.happenings).toMatchObject([
    { type: 'user.activated', data: { rule: 'planned-join' } },
  ]);
});

test('one whose date cannot be kept holds up nobody, and is next again', async () => {
  const people = [await someone('first'), await someone('second'), await someone('third')];
  for (const { plan } of people) await plan({ leavesAt: hence(1) });
  pass(1);
  const planned = createPlannedStore(world.table);
  // Page by page, as if there were many.
  const onePage = {
    plannedDue: (now: number, _: number, after?: string) => planned.plannedDue(now, 1, after),
  };
  const commit: typeof world.store.commit = async (scope, change) => {
    if (change.after?.id === people[0]?.id) throw new Error('no room');
    await world.store.commit(scope, change);
  };
  const { guardDepartures } = world;
  const store = { ...world.store, commit };
  const ports = { ...world.ports, planned: onePage, store, guardDepartures };
  const { fired, failures } = await firePlanned(ports, () => true);
  expect([fired, failures.map(({ user }) => user.id)]).toEqual([2, [people[0]?.id]]);
  expect((await fire()).fired).toBe(1);
  for (const { now } of people) expect(await now()).toMatchObject({ state: 'deactivated' });
});

test.each([
  ['a date that has passed', 'active', { leavesAt: -1 }, 'has to come yet'],
  ['a year of five digits', 'active', { leavesAt: 71_000_000 }, 'five digits'],
  ['leaving before joining', 'staged', { joinsAt: 2, leavesAt: 1 }, 'comes before joinsAt'],
  ['joining where somebody is', 'active', { joinsAt: 1 }, 'Stage or deactivate them first'],
  ['leaving where nobody is', 'deactivated', { leavesAt: 1 }, 'deactivated already'],
] as const)('%s is refused', async (name, state, hours, problem) => {
  const ada = await someone(name.replaceAll(' ', '-'), state);
  const planning = Object.fromEntries(Object.entries(hours).map(([key, n]) => [key, hence(n)]));
  await expect(ada.plan(planning)).rejects.toThrow(problem);
});
