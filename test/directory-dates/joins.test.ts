import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatesWorld, remove, START, set } from './support/dates-world.ts';

let world: Awaited<ReturnType<typeof createDatesWorld>>;
beforeAll(async () => {
  world = await createDatesWorld();
});
afterAll(() => expect(world.unforeseen).toEqual([]));

const starting = (date: string) => ({ employeeHireDate: date });

describe('who is sent with a first day to come', () => {
  test('is staged until then, and shown to the directory as it sent them', async () => {
    const { hired, scim } = await world.feed();
    const joinsAt = world.ahead(10);
    const ada = await hired(starting(joinsAt));
    expect(await ada.stands()).toEqual({ state: 'staged', joinsAt });
    expect((await ada.stored()).attributes['active']).toBe(false);
    expect((await ada.shown()).active).toBe(true);
    const found = await scim('GET', `/Users?filter=${encodeURIComponent('active eq true')}`);
    expect(found.body.totalResults).toBe(1);
    expect(await ada.told()).toEqual([['user.created', 'directory hr', 'startsAtAttribute']]);

    world.pass(9);
    await world.fire();
    expect(await ada.stands()).toMatchObject({ state: 'staged' });
    world.pass(1);
    await world.fire();
    expect(await ada.stands()).toEqual({ state: 'active' });
    expect((await ada.told()).at(-1)).toEqual([
      ...['user.activated', 'policy planned-join', 'planned-join'],
    ]);
  });

  test('is not let in by what the directory repeats, and nothing is written of that', async () => {
    const { hired, scim } = await world.feed();
    const ada = await hired(starting(world.ahead(10)));
    const { version } = await ada.stored();
    for (const value of [true, 'True']) await ada.patch(set('active', value));
    expect((await ada.stored()).version).toBe(version);
    await ada.patch(set('active', true), set('title', 'Analyst'));
    expect(await ada.stands()).toMatchObject({ state: 'staged' });
    for (const active of [true, undefined]) {
      const put = { ...(await ada.shown()), title: 'Manager', active };
      expect((await scim('PUT', `/Users/${ada.id}`, put)).body).toMatchObject({ active: true });
      expect(await ada.stands()).toMatchObject({ state: 'staged' });
    }
  });

  test('joins on another day where it says so, and at once where it takes the day away', async () => {
    const { hired } = await world.feed();
    const [ada, alan, grace] = [
      await hired(starting(world.ahead(10))),
      await hired(starting(world.ahead(10))),
      await hired(starting(world.ahead(10))),
    ];
    const joinsAt = world.ahead(20);
    await ada.patch(set(START, joinsAt));
    expect(await ada.stands()).toEqual({ state: 'staged', joinsAt });
    await alan.patch(remove(START));
    expect(await alan.stands()).toEqual({ state: 'active' });
    expect((await alan.told()).at(-1)).toEqual([
      ...['user.activated', 'directory hr', 'startsAtAttribute'],
    ]);
    await grace.patch(set(START, world.ahead(-1)));
    expect(await grace.stands()).toEqual({ state: 'active' });
  });

  test('does not join once the directory has let them go, nor whom it never let in', async () => {
    const { hired, tenant } = await world.feed();
    const ada = await hired(starting(world.ahead(10)));
    const alan = await hired(starting(world.ahead(10)), { active: false });
    await ada.patch(set('active', false));
    expect(await ada.stands()).toEqual({ state: 'deactivated' });
    expect((await ada.shown()).active).toBe(false);
    expect((await alan.shown()).active).toBe(false);
    world.pass(11);
    expect((await world.fire(tenant)).fired).toBe(0);
    expect(await ada.stands()).toEqual({ state: 'deactivated' });
    await ada.patch(set('active', true));
    expect(await ada.stands()).toEqual({ state: 'active' });
  });

  test('waits for the same day when it is let in before', async () => {
    const { hired } = await world.feed();
    const joinsAt = world.ahead(10);
    const ada = await hired(starting(joinsAt), { active: false });
    expect(await ada.stands()).toEqual({ state: 'deactivated' });
    await ada.patch(set('active', true));
    expect(await ada.stands()).toEqual({ state: 'staged', joinsAt });
    expect((await ada.told()).at(-1)).toEqual([
      ...['user.staged', 'directory hr', 'startsAtAttribute'],
    ]);
  });

  test('is held back from other directories too', async () => {
    const { tenant, hired } = await world.feed();
    const ada = await hired(starting(world.ahead(10)));
    const other = await world.directory(tenant, 'okta', { dialect: 'okta' });
    const { token } = (await world.admin('POST', `${other}/tokens`, {})).body;
    const okta = world.scim(token);
    const { body } = await okta('GET', `/Users/${ada.id}`);
    expect(body.active).toBe(true);
    const put = await okta('PUT', `/Users/${ada.id}`, { ...body, title: 'Analyst', active: true });
    expect(put.body).toMatchObject({ title: 'Analyst', active: true });
    expect(await ada.stands()).toMatchObject({ state: 'staged', joinsAt: expect.any(String) });
  });
});

test('a first day that has passed is nothing to wait for, and moves nobody who is in', async () => {
  const { hired, tenant } = await world.feed();
  const ada = await hired(starting('2015-03-01T00:00:00Z'));
  expect(await ada.stands()).toEqual({ state: 'active' });
  await ada.patch(set(START, world.ahead(5)));
  expect(await ada.stands()).toEqual({ state: 'active' });
  expect((await world.fire(tenant)).fired).toBe(0);
});

test('what an administrator plans since then stays until the directory says another day', async () => {
  const { hired } = await world.feed();
  const ada = await hired(starting(world.ahead(10)));
  const later = world.ahead(15);
  expect((await ada.admin('schedule', { joinsAt: later })).status).toBe(200);
  await ada.patch(set('title', 'Analyst'));
  expect(await ada.stands()).toEqual({ state: 'staged', joinsAt: later });
  const last = world.ahead(12);
  await ada.patch(set(START, last));
  expect(await ada.stands()).toEqual({ state: 'staged', joinsAt: last });
  await ada.admin('schedule', { joinsAt: null });
  await ada.patch(set('title', 'Manager'), set('active', true));
  expect(await ada.stands()).toEqual({ state: 'staged' });
  await ada.admin('reactivate', {});
  await ada.patch(set('title', 'Analyst'));
  expect(await ada.stands()).toEqual({ state: 'active' });
});

test('who was staged by an administrator waits for the day of the directory that lets them in', async () => {
  const { hired } = await world.feed();
  const ada = await hired({});
  await ada.admin('stage', {});
  expect((await ada.shown()).active).toBe(false);
  const joinsAt = world.ahead(3);
  await ada.patch(set('active', true), set(START, joinsAt));
  expect(await ada.stands()).toEqual({ state: 'staged', joinsAt });
  expect((await ada.shown()).active).toBe(true);
  await ada.patch(set('active', false));
  expect(await ada.stands()).toEqual({ state: 'deactivated' });
});

test('a directory that stops saying dates leaves everybody where they stand', async () => {
  const { hired, set: setting } = await world.feed();
  const joinsAt = world.ahead(10);
  const ada = await hired(starting(joinsAt));
  await setting({ startsAtAttribute: null, endsAtAttribute: null });
  await ada.patch(set('title', 'Analyst'), set('active', true));
  expect(await ada.stands()).toEqual({ state: 'staged', joinsAt });
  await ada.patch(set('active', false));
  expect(await ada.stands()).toEqual({ state: 'deactivated' });
});
