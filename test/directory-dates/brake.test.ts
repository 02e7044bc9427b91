import { afterAll, beforeAll, expect, test } from 'vitest';
import { isHeldLeave } from '#shared/lifecycle/fire-planned.ts';
import { createDatesWorld, END, set } from './support/dates-world.ts';

let world: Awaited<ReturnType<typeof createDatesWorld>>;
beforeAll(async () => {
  world = await createDatesWorld();
});
afterAll(() => expect(world.unforeseen).toEqual([]));

async function fourPeople(dates: object) {
  const feed = await world.feed();
  expect((await feed.brake({ minimum: 0, percent: 50 })).status).toBe(200);
  const people = await Promise.all([1, 2, 3, 4].map(() => feed.hired(dates)));
  const left = async () => {
    const all = await Promise.all(people.map(({ stands }) => stands()));
    return all.filter(({ state }) => state === 'deactivated').length;
  };
  return { ...feed, people, left };
}

test('leaves that a directory announced are counted by its brake when they come, and wait for its release', async () => {
  const { tenant, left, release } = await fourPeople({ employeeLeaveDateTime: world.ahead(1) });
  world.pass(1);
  const { fired, failures } = await world.fire(tenant);
  expect([fired, failures.filter(({ cause }) => isHeldLeave(cause)).length]).toEqual([2, 2]);
  expect((await world.fire(tenant)).fired).toBe(0);
  expect(await left()).toBe(2);
  expect(world.refusedDepartures.at(-1)).toEqual({ tenantId: tenant, directoryId: 'hr' });
  await release();
  expect((await world.fire(tenant)).fired).toBe(2);
  expect(await left()).toBe(4);
});

test('so are those by an end that has passed, which the directory is told', async () => {
  const { people, left } = await fourPeople({});
  const statuses: number[] = [];
  for (const { patch } of people) statuses.push((await patch(set(END, world.ahead(-1)))).status);
  expect(statuses).toEqual([200, 200, 503, 503]);
  expect(await left()).toBe(2);
});

test('what an administrator planned is theirs, and not counted', async () => {
  const { tenant, people, left } = await fourPeople({});
  for (const { admin } of people) await admin('schedule', { leavesAt: world.ahead(1) });
  world.pass(1);
  expect((await world.fire(tenant)).fired).toBe(4);
  expect(await left()).toBe(4);
});
