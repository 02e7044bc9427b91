import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '#shared/events/envelope.ts';
import { stateOf } from '#shared/identity/lifecycle-state.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { setState } from '#shared/identity/set-state.ts';
import { acme, mandate } from '../support/people.ts';
import { type Client, createWorld, type World } from '../support/world.ts';

let world: World;
let okta: Client;
beforeAll(async () => {
  world = await createWorld();
  okta = await world.directory('okta', { id: 'okta' });
});

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const by = (type: Actor['type']) => ({ ...mandate, actor: { type, id: `a-${type}` } });
const move = (id: string, to: Parameters<typeof setState>[3], type: Actor['type'] = 'admin') =>
  setState(world.ports, by(type), id, to);

let people = 0;
async function newcomer(): Promise<{ id: string; userName: string }> {
  people += 1;
  const userName = `p${people}@example.com`;
  const { body } = await okta('POST', '/Users', { schemas: [USER], userName });
  return { id: body.id, userName };
}

/** What Okta sends with every change, and what it is answered. */
async function says(who: { id: string; userName: string }, active: boolean, more: object = {}) {
  const body = { schemas: [USER], userName: who.userName, active, ...more };
  const { status, body: shown } = await okta('PUT', `/Users/${who.id}`, body);
  return { status, active: shown.active };
}

async function stored(id: string): Promise<ResourceRecord> {
  const record = await world.store.resource(acme, 'User', id);
  if (!record) throw new Error('The user is gone.');
  return record;
}

const standing = async (id: string) => stateOf(await stored(id));

test('a directory that lets somebody go and brings them back is where the administrator left them', async () => {
  const ada = await newcomer();
  const { state } = await move(ada.id, 'suspended');
  expect(await says(ada, false)).toEqual({ status: 200, active: false });
  expect(await standing(ada.id)).toBe('deactivated');
  expect(await says(ada, true)).toEqual({ status: 200, active: false });
  expect(await stored(ada.id)).toMatchObject({ state, attributes: { active: false } });
  await move(ada.id, 'active');
  expect(await standing(ada.id)).toBe('active');
});

test('the rest of what a directory sends with `active: true` is done', async () => {
  const ada = await newcomer();
  await move(ada.id, 'suspended');
  const before = await stored(ada.id);
  expect(await says(ada, true)).toEqual({ status: 200, active: false });
  expect((await stored(ada.id)).version).toBe(before.version);
  expect(await says(ada, true, { nickName: 'Countess' })).toEqual({ status: 200, active: false });
  const { attributes, version } = await stored(ada.id);
  expect({ version, nickName: attributes['nickName'] }).toEqual({
    version: before.version + 1,
    nickName: 'Countess',
  });
});

test('neither a policy nor a rule brings in who is held, and what they do on top goes when that goes', async () => {
  const ada = await newcomer();
  await move(ada.id, 'suspended');
  for (const machine of ['policy', 'rule'] as const) {
    await move(ada.id, 'deactivated', machine);
    await expect(move(ada.id, 'active', machine)).rejects.toMatchObject({ code: 'conflict' });
    expect(await says(ada, true)).toEqual({ status: 200, active: false });
    expect(await standing(ada.id)).toBe('suspended');
  }
  await move(ada.id, 'deactivated', 'policy');
  await move(ada.id, 'active');
  expect(await standing(ada.id)).toBe('active');
});

test('who lifts a suspension does not bring in whom a directory let go under it; once more does', async () => {
  const ada = await newcomer();
  await move(ada.id, 'suspended');
  await says(ada, false);
  await move(ada.id, 'active');
  expect(await stored(ada.id)).not.toHaveProperty('state');
  expect(await standing(ada.id)).toBe('deactivated');
  const { body } = await okta('GET', `/Users/${ada.id}`);
  expect(body.active).toBe(false);
  await move(ada.id, 'active');
  expect(await standing(ada.id)).toBe('active');
});

test('whom a directory let go, and an administrator suspends then, the directory lets in no more', async () => {
  const ada = await newcomer();
  await says(ada, false);
  await move(ada.id, 'suspended');
  expect(await says(ada, true)).toEqual({ status: 200, active: false });
  expect(await standing(ada.id)).toBe('suspended');
  await says(ada, false);
  await move(ada.id, 'active');
  expect(await standing(ada.id)).toBe('deactivated');
  expect(await says(ada, true)).toEqual({ status: 200, active: true });
});

test('an administrator who deactivates, or stages, holds nobody any more', async () => {
  const [ada, alan] = [await newcomer(), await newcomer()];
  for (const { id } of [ada, alan]) await move(id, 'suspended');
  await move(ada.id, 'deactivated');
  expect(await says(ada, true)).toEqual({ status: 200, active: true });
  await says(alan, false);
  await move(alan.id, 'staged');
  expect(await says(alan, true)).toEqual({ status: 200, active: true });
});

test('that a directory lets go whom somebody else deactivated is kept and told once', async () => {
  const ada = await newcomer();
  const { version } = await move(ada.id, 'deactivated', 'policy');
  await says(ada, false);
  await says(ada, false);
  const record = await stored(ada.id);
  expect(record).toMatchObject({ version: version + 1, letGoAt: expect.stringMatching(/Z$/) });
  const rows = await world.table.query({ pk: `T#acme#USER#${ada.id}`, prefix: 'EVENT#' });
  const told = rows.flatMap((row) => JSON.parse(row['record']?.S ?? '').happenings);
  expect(told.at(-1)).toMatchObject({ type: 'user.updated', data: { changed: ['letGo'] } });
  await says(ada, true);
  expect(await stored(ada.id)).not.toHaveProperty('letGoAt');
});
