import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatesWorld, END, HR, START } from './support/dates-world.ts';

let world: Awaited<ReturnType<typeof createDatesWorld>>;
beforeAll(async () => {
  world = await createDatesWorld();
});
afterAll(() => expect(world.unforeseen).toEqual([]));

test('names are set, shown as the schema spells them, kept apart, and taken away', async () => {
  const { directory, set } = await world.feed({});
  const changed = await set({ startsAtAttribute: START.toUpperCase() });
  expect(changed.body).toMatchObject({ startsAtAttribute: START });
  expect(changed.body).not.toHaveProperty('endsAtAttribute');
  expect((await set({ endsAtAttribute: END, burst: 200 })).body).toMatchObject({ burst: 200 });
  const both = { startsAtAttribute: START, endsAtAttribute: END };
  expect((await world.admin('GET', directory)).body).toMatchObject(both);
  await set({ startsAtAttribute: null });
  expect((await world.admin('GET', directory)).body).not.toHaveProperty('startsAtAttribute');
});

test('a directory is created with them, or not at all', async () => {
  const { tenant } = await world.feed({});
  const path = `/tenants/${tenant}/directories`;
  const wrong = { name: 'constructor', endsAtAttribute: 'urn:example:nothing:end' };
  expect((await world.admin('POST', path, wrong)).status).toBe(400);
  expect((await world.admin('GET', `${path}/constructor`)).status).toBe(404);
  const plain = await world.admin('POST', path, { name: 'constructor' });
  expect(plain.body).not.toHaveProperty('endsAtAttribute');
  const right = await world.admin('POST', path, { name: 'csv', endsAtAttribute: END });
  expect(right).toMatchObject({ status: 201, body: { endsAtAttribute: END } });
});

test.each([
  ['urn:example:nothing:end', 'User has no attribute urn:example:nothing:end'],
  [HR, 'User has no attribute'],
  [`${HR}:badges`, 'holds no date'],
  ['name', 'holds no date'],
  ['name.familyName', 'User has no attribute'],
  ['active', 'holds no date'],
  ['meta', 'holds no date'],
  ['externalId', 'User has no attribute'],
  ['x y', 'User has no attribute'],
])('%s is refused', async (name, problem) => {
  const { set } = await world.feed({});
  const refused = await set({ startsAtAttribute: name });
  expect(refused.status).toBe(400);
  expect(refused.body.error.message).toMatch(/^startsAtAttribute: /);
  expect(refused.body.error.message).toContain(problem);
});

test('one name is not both, and a schema in use for it stays', async () => {
  const { tenant, set } = await world.feed({ startsAtAttribute: START });
  expect((await set({ endsAtAttribute: START })).body.error.message).toMatch(/^endsAtAttribute/);
  const schema = `/tenants/${tenant}/schemas/${HR}`;
  const refused = await world.admin('DELETE', schema);
  expect(refused.status).toBe(409);
  expect(refused.body.error.message).toContain('the directory hr says when people join or leave');
  await set({ startsAtAttribute: null });
  expect((await world.admin('DELETE', schema)).status).toBe(200);
});
