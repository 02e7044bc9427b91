import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { catalogue, type EventType } from '#shared/events/catalogue.ts';
import { type EventEnvelope, envelopesOf } from '#shared/events/envelope.ts';
import type { Mandate } from '#shared/identity/ports.ts';
import { setState } from '#shared/identity/set-state.ts';
import { signOutEverywhere } from '#shared/identity/sign-out-everywhere.ts';
import { ENTERPRISE_USER } from '#shared/scim/messages.ts';
import { attribute } from '#shared/scim/schemas/attribute.ts';
import { type Body, type Client, createWorld, type World } from '../support/world.ts';
import { declare } from './support/declare.ts';
import { employeeBody, groupBody, patchBody, userBody } from './support/request-bodies.ts';
import { outboxOf } from './support/stored-rows.ts';

const scope = { tenantId: 'acme', directoryId: 'hr', visibility: 'tenant' } as const;
/** Those that a change of the directory brings about, or signing somebody out; its own tests have those of sign-in. */
const types = (Object.keys(catalogue) as EventType[]).filter((type) =>
  /^(user\.(created|updated|staged|activated|suspended|deactivated|reactivated|deleted|signed_out)$|group\.|resource\.)/.test(
    type,
  ),
);

let world: World;
let client: Client;
const seen = new Map<EventType, EventEnvelope>();

beforeAll(async () => {
  world = await createWorld();
  client = await world.directory('strict', { id: 'hr' });
});

afterAll(() => expect(world.unforeseen).toEqual([]));

const create = async (path: string, body: object): Promise<Body> =>
  (await client('POST', path, body)).body;

/** The events of a resource in order, each held to the catalogue, and remembered for the golden files. */
async function eventsOf(type: string, id: string): Promise<EventEnvelope[]> {
  const records = await outboxOf(world, scope, type, id);
  const envelopes = records.flatMap(envelopesOf);
  for (const envelope of envelopes) {
    const data: z.ZodMiniObject = catalogue[envelope.type].data;
    expect(z.strictObject(data.shape).parse(envelope.data)).toEqual(envelope.data);
    expect(envelope).toMatchObject({ tenant: 'acme', subject: { type, id } });
    if (!seen.has(envelope.type)) seen.set(envelope.type, envelope);
  }
  return envelopes;
}

const told = (envelopes: readonly EventEnvelope[]) =>
  envelopes.map(({ version, type, data }) => [
    version,
    type,
    'changed' in data ? data.changed : '',
  ]);

describe('events of a user', () => {
  const urn = (name: string) => `${ENTERPRISE_USER}:${name}`;
  const replace = (path: string, value: unknown) => patchBody({ op: 'replace', path, value });

  test('tell each change once, in order, with the names of what changed', async () => {
    const sent = employeeBody('told', { department: 'A' }, { externalId: 'x', displayName: 'T' });
    const { id } = await create('/Users', sent);
    const path = `/Users/${id}`;
    await client('PATCH', path, replace('title', 'Dr'));
    await client('PATCH', path, replace('title', 'Dr'));
    await client('PATCH', path, replace(urn('department'), 'B'));
    await client('PATCH', path, replace('externalId', 'y'));
    await client('PATCH', path, replace('active', false));
    await client('PATCH', path, patchBody({ op: 'replace', value: { active: true, title: 'D' } }));
    await client('PUT', path, userBody('TOLD'));
    await client('PUT', path, userBody('told', { active: false }));
    await client('DELETE', path);
    expect(told(await eventsOf('User', id))).toEqual([
      [1, 'user.created', ['active', 'displayName', 'externalId', urn('department'), 'userName']],
      [2, 'user.updated', ['title']],
      [3, 'user.updated', [urn('department')]],
      [4, 'user.updated', ['externalId']],
      [5, 'user.deactivated', ['active']],
      [6, 'user.updated', ['title']],
      [6, 'user.reactivated', ['active']],
      [7, 'user.updated', ['displayName', 'externalId', 'title', urn('department'), 'userName']],
      [8, 'user.updated', ['userName']],
      [8, 'user.deactivated', ['active']],
      [8, 'user.deleted', []],
    ]);
  });

  test('tell that somebody was signed out everywhere', async () => {
    const { id } = await create('/Users', userBody('elsewhere'));
    const operator = { type: 'admin', id: 'operator' } as const;
    const mandate = {
      scope,
      actor: operator,
      requestId: 'request-1',
      confirmed: Promise.resolve(),
    };
    await signOutEverywhere(world.ports, { ...mandate, cause: 'admin' }, id);
    expect(told(await eventsOf('User', id)).slice(1)).toEqual([[2, 'user.signed_out', []]]);
  });

  test('say who did it, why and under which request, and how the user is known', async () => {
    const { id } = await create('/Users', userBody('known', { externalId: 'k-1', active: false }));
    const [created] = await eventsOf('User', id);
    expect(created).toMatchObject({
      actor: { type: 'directory', id: 'hr' },
      cause: 'scim',
      requestId: 'request-1',
      data: { userName: 'known', externalId: 'k-1', active: false },
    });
    expect(Math.abs(Date.now() - Date.parse(created?.time ?? ''))).toBeLessThan(60_000);
  });

  test('tell where the user stands, and by which rule and for what reason they came there', async () => {
    const { id } = await create('/Users', userBody('stands', { externalId: 's-1' }));
    const mandate: Mandate = {
      scope,
      actor: { type: 'admin', id: 'operator' },
      cause: 'admin',
      requestId: 'request-2',
      confirmed: Promise.resolve(),
    };
    const because = { reason: 'Joins in May', rule: 'r-1' };
    await setState(world.ports, mandate, id, 'staged', because);
    await client('PATCH', `/Users/${id}`, replace('active', true));
    await setState(world.ports, mandate, id, 'suspended', { reason: 'Laptop lost' });
    expect((await eventsOf('User', id)).map(({ type, data }) => ({ type, data }))).toMatchObject([
      { type: 'user.created', data: { state: 'active' } },
      { type: 'user.staged', data: { state: 'staged', active: false, ...because } },
      { type: 'user.activated', data: { state: 'active', active: true } },
      { type: 'user.suspended', data: { state: 'suspended', reason: 'Laptop lost' } },
    ]);
  });

  test('hold no values of attributes but those that name the user', async () => {
    const secrets = { title: 'secret-1', name: { givenName: 'secret-2' }, password: 'secret-3' };
    const { id } = await create('/Users', userBody('discreet', secrets));
    expect(JSON.stringify(await eventsOf('User', id))).not.toMatch(/secret/);
  });

  test('of another directory name its own externalId, and tell when that changes', async () => {
    const other = await world.directory('strict', { id: 'sales' });
    const { id } = await create('/Users', userBody('shared', { externalId: 'of-hr' }));
    const { body } = await other('GET', `/Users/${id}`);
    expect(body).not.toHaveProperty('externalId');
    await other('PUT', `/Users/${id}`, userBody('shared', { externalId: 'of-sales' }));
    expect((await client('GET', `/Users/${id}`)).body.externalId).toBe('of-hr');
    const [, adopted] = await eventsOf('User', id);
    expect(adopted).toMatchObject({
      type: 'user.updated',
      actor: { id: 'sales' },
      data: { externalId: 'of-sales', changed: ['externalId'] },
    });
  });

  test('are absent for what was refused', async () => {
    const { id } = await create('/Users', userBody('quiet'));
    await client('PATCH', `/Users/${id}`, replace('noSuch', 1));
    await client('PUT', `/Users/${id}`, userBody(''));
    await client('PATCH', `/Users/${id}`, replace('title', 'x'));
    await client('DELETE', `/Users/${id}`, undefined, { 'if-match': 'W/"9"' });
    expect(told(await eventsOf('User', id))).toEqual([
      [1, 'user.created', ['active', 'userName']],
      [2, 'user.updated', ['title']],
    ]);
  });
});

describe('events of a group', () => {
  const members = (envelopes: readonly EventEnvelope[]) =>
    envelopes.map(({ version, type, data }) => {
      if ('member' in data) return [version, type, data.member.id];
      return [version, type, 'displayName' in data ? data.displayName : ''];
    });

  test('tell of the group first, then who left, then who came', async () => {
    const ann = await create('/Users', userBody('ann'));
    const bob = await create('/Users', userBody('bob'));
    const group = await create('/Groups', groupBody('Team', [ann.id]));
    const path = `/Groups/${group.id}`;
    await client('PUT', path, groupBody('Crew', [bob.id]));
    await client(
      'PATCH',
      path,
      patchBody({ op: 'add', path: 'members', value: [{ value: ann.id }] }),
    );
    await client(
      'PATCH',
      path,
      patchBody({ op: 'add', path: 'members', value: [{ value: ann.id }] }),
    );
    await client('PATCH', path, patchBody({ op: 'remove', path: `members[value eq "${bob.id}"]` }));
    await client('PATCH', path, patchBody({ op: 'add', path: 'externalId', value: 'g' }));
    await client('DELETE', path);
    const events = await eventsOf('Group', group.id);
    expect(members(events)).toEqual([
      [1, 'group.created', 'Team'],
      [1, 'group.member_added', ann.id],
      [2, 'group.updated', 'Crew'],
      [2, 'group.member_removed', ann.id],
      [2, 'group.member_added', bob.id],
      [3, 'group.member_added', ann.id],
      [4, 'group.member_removed', bob.id],
      [5, 'group.updated', 'Crew'],
      [5, 'group.deleted', 'Crew'],
    ]);
    expect(events[0]?.data).toMatchObject({ changed: ['displayName'] });
    expect(events[2]?.data).toMatchObject({ changed: ['displayName'] });
    expect(events[7]?.data).toMatchObject({ changed: ['externalId'], externalId: 'g' });
  });

  test("that a deleted member leaves are told as ours, not as the directory's", async () => {
    const user = await create('/Users', userBody('goes'));
    const group = await create('/Groups', groupBody('Stays', [user.id]));
    await client('DELETE', `/Users/${user.id}`);
    expect((await eventsOf('Group', group.id)).at(-1)).toMatchObject({
      type: 'group.member_removed',
      version: 2,
      actor: { type: 'system', id: 'cascade' },
      cause: 'cascade',
      data: { member: { id: user.id, type: 'User' } },
    });
  });

  test('tell of more members than one commit carries, each once', async () => {
    const people = await Promise.all(
      Array.from({ length: 170 }, (_, n) => create('/Users', userBody(`many${n}`))),
    );
    const ids = people.map(({ id }) => id);
    const group = await create('/Groups', groupBody('Many', ids));
    const { body } = await client('GET', `/Groups/${group.id}`);
    expect(body.members).toHaveLength(170);
    expect(body.meta.version).toBe('W/"1"');
    const [created, ...rest] = await eventsOf('Group', group.id);
    expect(created?.type).toBe('group.created');
    const added = rest.map(({ data }) => ('member' in data ? data.member.id : ''));
    expect(added.toSorted()).toEqual(ids.toSorted());
    expect(new Set(rest.map(({ version }) => version))).toEqual(new Set([1]));
    await client('PUT', `/Groups/${group.id}`, groupBody('Many', ids.slice(0, 5)));
    const removed = (await eventsOf('Group', group.id)).slice(171);
    expect(new Set(removed.map(({ type }) => type))).toEqual(new Set(['group.member_removed']));
    expect(removed).toHaveLength(165);
  });
});

describe("events of a resource of a tenant's own type", () => {
  test('name the type and what changed', async () => {
    const schema = {
      id: 'urn:example:scim:schemas:2.0:Device',
      name: 'Device',
      description: 'Device',
      attributes: [attribute('serial', 'Serial.'), attribute('color', 'Color.')],
    };
    const device = { name: 'Device', endpoint: '/Devices', description: '', schema: schema.id };
    await declare(world, 'acme', { schemas: [schema], resourceTypes: [device] });
    const body = { schemas: [schema.id], serial: 'secret', externalId: 'd-1' };
    const { id } = await create('/Devices', body);
    await client('PUT', `/Devices/${id}`, { ...body, color: 'red' });
    await client('PUT', `/Devices/${id}`, { ...body, color: 'red' });
    await client('DELETE', `/Devices/${id}`);
    const events = await eventsOf('Device', id);
    expect(told(events)).toEqual([
      [1, 'resource.created', ['externalId', 'serial']],
      [2, 'resource.updated', ['color']],
      [2, 'resource.deleted', []],
    ]);
    for (const { data } of events) {
      expect(data).toMatchObject({ resourceType: 'Device', externalId: 'd-1' });
    }
    expect(JSON.stringify(events)).not.toMatch(/secret/);
  });
});

describe('the envelope of every event is as consumers know it', () => {
  test('each type happened above', () => {
    expect([...seen.keys()].toSorted()).toEqual(types.toSorted());
  });

  test.each(types)('%s', async (type) => {
    const envelope = seen.get(type);
    const file = new URL(`../events/golden/${type}.json`, import.meta.url);
    const golden: unknown = JSON.parse(await readFile(file, 'utf8'));
    expect(withoutChance(envelope)).toEqual(golden);
    expect(envelope?.id).toMatch(/^[0-9a-f-]{36}\.\d+$/);
  });
});

/** Ids and times that no two runs share, by the names that the golden files have for them. */
function withoutChance(envelope: unknown): unknown {
  const text = JSON.stringify(envelope)
    .replace(/"id":"[0-9a-f-]{36}(\.\d+)"/, '"id":"<record>$1"')
    .replace(/"[0-9a-f-]{36}"/g, '"<id>"')
    .replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/, '"<time>"');
  return JSON.parse(text);
}
