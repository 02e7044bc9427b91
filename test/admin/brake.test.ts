import { beforeAll, expect, test } from 'vitest';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

let world: AdminWorld;
let path = '';
beforeAll(async () => {
  world = await createAdminWorld();
  path = `${await world.directory('acme')}/brake`;
});

const untouched = {
  directory: 'okta',
  ...{ mode: 'hold', percent: 20, count: 500, minimum: 100 },
  ...{ left: 0, held: null, release: null },
};

test('a brake holds unless somebody changes it, and what they leave out stays', async () => {
  expect((await world.admin('GET', path)).body).toEqual(untouched);
  const { status, body } = await world.admin('PATCH', path, { percent: 30 });
  expect(status).toBe(200);
  expect(body).toEqual({ ...untouched, percent: 30 });
  await world.admin('PATCH', path, { mode: 'off' });
  expect((await world.admin('GET', path)).body).toEqual({
    ...untouched,
    ...{ mode: 'off', percent: 30 },
  });
  // What is so already is not told.
  await world.admin('PATCH', path, { mode: 'off' });
  await world.admin('PATCH', path, { mode: 'hold', percent: 20 });
  await world.publishAll('acme');
  const { events } = (await world.admin('GET', '/tenants/acme/events')).body;
  const settings = { percent: 30, count: 500, minimum: 100 };
  expect(events).toMatchObject([
    { type: 'brake.changed', data: { ...settings, mode: 'hold' } },
    { type: 'brake.changed', data: { ...settings, mode: 'off' } },
    { type: 'brake.changed', data: { ...settings, mode: 'hold', percent: 20 } },
  ]);
  expect(events[1]).toMatchObject({
    ...{ subject: { type: 'Directory', id: 'okta' }, actor: { type: 'admin' } },
  });
});

test('a hold is shown with its numbers, released, and both are told', async () => {
  await world.admin('PATCH', path, { minimum: 0, count: 0 });
  const { token } = (await world.admin('POST', path.replace('brake', 'tokens'), {})).body;
  const scim = world.scim(token);
  const { id } = (
    await scim('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'ada',
    })
  ).body;
  expect((await scim('DELETE', `/Users/${id}`)).status).toBe(503);
  expect((await world.admin('GET', path)).body.held).toEqual({
    at: expect.stringMatching(/Z$/),
    ...{ left: 0, attempted: 1, population: 1, percent: 100 },
  });
  const { status, body } = await world.admin('POST', `${path}/release`, { more: 1 });
  expect(status).toBe(200);
  expect(body).toMatchObject({ held: null, release: { more: 1, until: expect.any(String) } });
  expect((await scim('DELETE', `/Users/${id}`)).status).toBe(204);
  expect((await world.admin('GET', path)).body.release).toMatchObject({ more: 0 });
  await world.publishAll('acme');
  const { events: all } = (await world.admin('GET', '/tenants/acme/events')).body;
  const events = all.filter(({ type }: { type: string }) => type !== 'brake.changed');
  expect(events.map(({ type }: { type: string }) => type)).toEqual([
    'user.created',
    'brake.held',
    'brake.released',
    'user.deleted',
  ]);
  expect(events[2]).toMatchObject({
    ...{ subject: { type: 'Directory', id: 'okta' }, actor: { type: 'admin' } },
    data: { more: 1 },
  });
});

test.each([
  ['PATCH', '', { percent: 0 }, 'percent'],
  ['PATCH', '', { percent: 101 }, 'percent'],
  ['PATCH', '', { mode: 'hard' }, 'mode'],
  ['PATCH', '', { speed: 1 }, 'speed'],
  ['POST', '/release', { more: 0 }, 'more'],
])('%s %s of %j is refused, naming it', async (method, rest, body, named) => {
  const answer = await world.admin(method, `${path}${rest}`, body);
  expect(answer.status).toBe(400);
  expect(answer.body.error.message).toContain(named);
});

test('there is none of a directory that does not exist', async () => {
  const { status } = await world.admin('GET', path.replace('okta', 'entra'));
  expect(status).toBe(404);
});
