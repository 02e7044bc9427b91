import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { patchBody } from '../scim-api/support/request-bodies.ts';
import { CORE, createDatesWorld, END, HR, remove, START, set } from './support/dates-world.ts';

let world: Awaited<ReturnType<typeof createDatesWorld>>;
beforeAll(async () => {
  world = await createDatesWorld();
});
afterAll(() => expect(world.unforeseen).toEqual([]));

const leaving = (date: string) => ({ employeeLeaveDateTime: date });

describe('a last day', () => {
  test('is planned with the change that says it, moved, taken away, and kept', async () => {
    const { hired, tenant } = await world.feed();
    const [ada, alan] = [await hired(leaving(world.ahead(10))), await hired({})];
    expect(await ada.stands()).toEqual({ state: 'active', leavesAt: world.ahead(10) });
    await alan.patch(set(END, world.ahead(10)));
    expect(await alan.stands()).toEqual({ state: 'active', leavesAt: world.ahead(10) });
    const leavesAt = world.ahead(20);
    await ada.patch(set(END, leavesAt));
    await alan.patch(remove(END));
    expect([await ada.stands(), await alan.stands()]).toEqual([
      { state: 'active', leavesAt },
      { state: 'active' },
    ]);
    world.pass(20);
    expect((await world.fire(tenant)).fired).toBe(1);
    expect([await ada.stands(), await alan.stands()]).toEqual([
      { state: 'deactivated' },
      { state: 'active' },
    ]);
    expect((await ada.told()).slice(-2)).toEqual([
      ['user.updated', 'directory hr'],
      ['user.deactivated', 'policy planned-leave', 'planned-leave'],
    ]);
  });

  test('that has passed lets somebody go with the very change, and nobody in', async () => {
    const { hired } = await world.feed();
    const [ada, alan] = [await hired({}), await hired(leaving(world.ahead(-1)))];
    await ada.patch(set(END, world.ahead(-1)));
    expect(await ada.stands()).toEqual({ state: 'deactivated' });
    expect((await ada.told()).at(-1)).toEqual([
      ...['user.deactivated', 'directory hr', 'endsAtAttribute'],
    ]);
    expect(await alan.stands()).toEqual({ state: 'deactivated' });
    const { version } = await ada.stored();
    expect((await ada.patch(set('active', true))).status).toBe(200);
    expect(await ada.stored()).toMatchObject({ version, attributes: { active: false } });
    expect((await ada.shown()).active).toBe(false);
    await ada.patch(set('active', true), set(END, world.ahead(30)));
    expect(await ada.stands()).toEqual({ state: 'active', leavesAt: world.ahead(30) });
  });

  test('counts for whoever is rehired only if it is behind their new first day', async () => {
    const { hired, tenant } = await world.feed();
    const ada = await hired(leaving(world.ahead(2)));
    world.pass(3);
    await world.fire(tenant);
    const joinsAt = world.ahead(5);
    await ada.patch(set(START, joinsAt), set('active', true));
    expect(await ada.stands()).toEqual({ state: 'staged', joinsAt });
    world.pass(5);
    await world.fire(tenant);
    await ada.patch(set('title', 'Analyst'));
    expect(await ada.stands()).toEqual({ state: 'active' });
  });

  test('ends what had not begun, and lets a suspended one go as well', async () => {
    const { hired } = await world.feed();
    const [ada, alan] = [await hired({ employeeHireDate: world.ahead(9) }), await hired({})];
    await ada.patch(remove(START), set(END, world.ahead(-1)));
    await alan.admin('suspend', {});
    await alan.patch(set(END, world.ahead(-1)));
    expect([await ada.stands(), await alan.stands()]).toEqual([
      { state: 'deactivated' },
      { state: 'deactivated' },
    ]);
  });

  test('is the last that was said, by whomever: the directory or an administrator', async () => {
    const { hired, tenant } = await world.feed();
    const ada = await hired(leaving(world.ahead(10)));
    const later = world.ahead(12);
    await ada.admin('schedule', { leavesAt: later });
    await ada.patch(set('title', 'Analyst'), set(END, world.ahead(10)));
    expect(await ada.stands()).toEqual({ state: 'active', leavesAt: later });
    const last = world.ahead(11);
    await ada.patch(set(END, last));
    expect(await ada.stands()).toEqual({ state: 'active', leavesAt: last });
    await ada.admin('schedule', { leavesAt: null });
    world.pass(11);
    await world.fire(tenant);
    await ada.patch(set('title', 'Manager'));
    expect(await ada.stands()).toEqual({ state: 'active' });
  });

  test('that is due and not kept yet is not lost to a change that comes first', async () => {
    const { hired, tenant } = await world.feed();
    const ada = await hired(leaving(world.ahead(1)));
    world.pass(1);
    await Promise.all([ada.patch(set('title', 'Analyst')), world.fire(tenant), world.fire(tenant)]);
    await world.fire(tenant);
    expect(await ada.stands()).toEqual({ state: 'deactivated' });
    const left = (await ada.told()).filter(([type]) => type === 'user.deactivated');
    expect(left).toHaveLength(1);
  });
});

test('whoever is rehired while their last day comes is in, whichever is first', async () => {
  const { hired, tenant } = await world.feed();
  const people = await Promise.all([1, 2, 3, 4, 5, 6].map(() => hired(leaving(world.ahead(1)))));
  world.pass(1);
  const leavesAt = world.ahead(90);
  const rehired = people.map(({ patch }) => patch(set('active', true), set(END, leavesAt)));
  const [answers] = await Promise.all([
    Promise.all(rehired),
    world.fire(tenant),
    world.fire(tenant),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(people.map(() => 200));
  for (const { stands } of people) expect(await stands()).toEqual({ state: 'active', leavesAt });
});

test('a setting made later is heeded with the next change of each person', async () => {
  const { hired, set: setting } = await world.feed({});
  const ada = await hired(leaving(world.ahead(10)));
  expect(await ada.stands()).toEqual({ state: 'active' });
  await setting({ endsAtAttribute: END });
  await ada.patch(set('title', 'Analyst'));
  expect(await ada.stands()).toEqual({ state: 'active', leavesAt: world.ahead(10) });
});

test('is told of, though nothing else changes by what is heard', async () => {
  const { hired, set: setting } = await world.feed({});
  const ada = await hired({ employeeHireDate: '2015-03-01T00:00:00Z' });
  await setting({ startsAtAttribute: START });
  const { version } = await ada.stored();
  await ada.patch(set('active', true));
  expect((await ada.stored()).version).toBe(version + 1);
  expect((await ada.told()).at(-1)).toEqual(['user.updated', 'directory hr']);
  await ada.patch(set('active', true));
  expect((await ada.stored()).version).toBe(version + 1);
});

test('two directories that say dates do not take turns with an administrator, nor away from each other', async () => {
  const { hired, tenant } = await world.feed();
  const ada = await hired(leaving(world.ahead(10)));
  const path = `/tenants/${tenant}/directories`;
  const names = { endsAtAttribute: END, startsAtAttribute: 'title' };
  await world.admin('POST', path, { name: 'csv', dialect: 'entra', ...names });
  const { token } = (await world.admin('POST', `${path}/csv/tokens`, {})).body;
  const csv = world.scim(token);
  const leavesAt = world.ahead(12);
  await ada.admin('schedule', { leavesAt });
  for (const nickName of ['a', 'b']) {
    await csv('PATCH', `/Users/${ada.id}`, patchBody(set('nickName', nickName)));
    await ada.patch(set('locale', `en-${nickName}`));
    expect(await ada.stands()).toEqual({ state: 'active', leavesAt });
  }
  const last = world.ahead(11);
  await csv('PATCH', `/Users/${ada.id}`, patchBody(set(END, last)));
  expect(await ada.stands()).toEqual({ state: 'active', leavesAt: last });
  expect((await ada.stored()).announced).toEqual({ by: 'csv', leavesAt: last });
});

test('each operation of a bulk is heeded or refused by its own dates', async () => {
  const { scim } = await world.feed();
  const operation = (employeeLeaveDateTime: string, bulkId: string) => ({
    ...{ method: 'POST', path: '/Users', bulkId },
    data: {
      ...{ schemas: [CORE, HR], userName: `${bulkId}@example.com`, active: true },
      [HR]: { employeeLeaveDateTime },
    },
  });
  const { body } = await scim('POST', '/Bulk', {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
    Operations: [operation(world.ahead(-1), 'gone'), operation('soon', 'wrong')],
  });
  expect(body.Operations).toMatchObject([
    { bulkId: 'gone', status: '201' },
    { bulkId: 'wrong', status: '400', response: { scimType: 'invalidValue' } },
  ]);
  const found = await scim('GET', '/Users');
  expect(found.body.Resources).toMatchObject([{ userName: 'gone@example.com', active: false }]);
});

test('a day alone is its first moment in UTC; an offset counts', async () => {
  const { hired } = await world.feed();
  const ada = await hired(leaving('2098-02-28'));
  expect(await ada.stands()).toMatchObject({ leavesAt: '2098-02-28T00:00:00.000Z' });
  await ada.patch(set(END, '2096-02-29'));
  expect(await ada.stands()).toMatchObject({ leavesAt: '2096-02-29T00:00:00.000Z' });
  await ada.patch(set(END, '2096-02-29T01:00:00+02:00'));
  expect(await ada.stands()).toMatchObject({ leavesAt: '2096-02-28T23:00:00.000Z' });
  await ada.patch(set(END, ''));
  expect(await ada.stands()).toEqual({ state: 'active' });
});

describe('what is no date', () => {
  test.each([
    'tomorrow',
    '1/15/2098 8:00:00 AM',
    '2097-02-29',
    '2098-13-01',
    '9999-12-31T23:59:59-01:00',
  ])('is refused by its path, and nothing of the request is done: %s', async (date) => {
    const { hire, hired } = await world.feed();
    const refused = await hire(leaving(date));
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
    expect(refused.body.detail).toContain(END);
    const ada = await hired({});
    const { version } = await ada.stored();
    const patched = await ada.patch(set('title', 'Analyst'), set(END, date));
    expect(patched).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
    expect((await ada.stored()).version).toBe(version);
  });

  test('is no reason to keep somebody whom the directory lets go', async () => {
    const { hired } = await world.feed();
    const ada = await hired({});
    expect((await ada.patch(set('active', false), set(END, 'soon'))).status).toBe(200);
    expect(await ada.stands()).toEqual({ state: 'deactivated' });
    expect((await ada.patch(set('title', 'Analyst'))).status).toBe(200);
    expect((await ada.patch(set('active', true))).body.detail).toContain(END);
  });

  test('does no harm where it stood before anybody asked for dates', async () => {
    const { hired, set: setting } = await world.feed({});
    const ada = await hired(leaving('soon'));
    await setting({ endsAtAttribute: END });
    expect((await ada.patch(set('title', 'Analyst'))).status).toBe(200);
    expect(await ada.stands()).toEqual({ state: 'active' });
  });

  test('to leave before one joins makes no sense', async () => {
    const { hire } = await world.feed();
    const dates = { employeeHireDate: world.ahead(5), employeeLeaveDateTime: world.ahead(4) };
    const { status, body } = await hire(dates);
    expect([status, body.scimType]).toEqual([400, 'invalidValue']);
    expect(body.detail).toBe(`${HR}:employeeLeaveDateTime: comes before ${START}. Send both anew.`);
  });
});

test("an administrator's suspension goes along under the dates of a directory", async () => {
  const { hired, tenant } = await world.feed();
  const ada = await hired(leaving(world.ahead(5)));
  await ada.admin('suspend', {});
  world.pass(5);
  await world.fire(tenant);
  expect(await ada.stands()).toEqual({ state: 'deactivated' });
  const dates = { employeeHireDate: world.ahead(3) };
  await ada.patch(set('active', true), { op: 'replace', path: HR, value: dates }, remove(END));
  expect(await ada.stands()).toEqual({ state: 'suspended' });
  world.pass(3);
  await world.fire(tenant);
  expect(await ada.stands()).toEqual({ state: 'suspended' });
});
