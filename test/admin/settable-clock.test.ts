import { beforeAll, expect, test } from 'vitest';
import { createAdminApi } from '#shared/admin/create-admin-api.ts';
import { envelopesOf } from '#shared/events/envelope.ts';
import { sharedScope } from '#shared/identity/scope.ts';
import { newObject } from '#shared/kernel/json.ts';
import { applyRules } from '#shared/lifecycle/rules/apply-rules.ts';
import type { LifecycleRule } from '#shared/lifecycle/rules/rule.ts';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

let world: AdminWorld;
beforeAll(async () => {
  world = await createAdminWorld();
});

const LEAVE = '2099-01-15T09:00Z';
const BEFORE = { now: '2099-01-15T09:59:00+01:00' };
const AFTER = { now: '2099-01-15T09:01Z' };

async function leaver(tenant: string) {
  const directory = await world.directory(tenant);
  const scim = world.scim((await world.admin('POST', `${directory}/tokens`, {})).body.token);
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
  const { id } = (await scim('POST', '/Users', { schemas, userName: 'ada@example.com' })).body;
  const path = `/tenants/${tenant}`;
  await world.admin('POST', `${path}/users/${id}/schedule`, { leavesAt: LEAVE });
  const user = async () => (await world.admin('GET', `${path}/users/${id}`)).body;
  const told = async () => {
    const name = { tenantId: tenant, type: 'User', id };
    return (await world.feed.outbox.history(name, 100)).flatMap(envelopesOf);
  };
  return { id, path: `${path}/lifecycle`, user, told };
}

test('a run at a later time keeps the planned dates of the tenant, without any policy', async () => {
  const ada = await leaver('ada');
  const other = await leaver('other');
  const early = (await world.admin('POST', `${ada.path}/run`, BEFORE)).body;
  expect(early).toMatchObject({ outcome: 'idle', run: null, datesKept: 0 });
  expect(await ada.user()).toMatchObject({ state: 'active', leavesAt: '2099-01-15T09:00:00.000Z' });
  const kept = (await world.admin('POST', `${ada.path}/run`, AFTER)).body;
  expect(kept).toMatchObject({ outcome: 'idle', run: null, datesKept: 1 });
  expect(await ada.user()).toMatchObject({ state: 'deactivated' });
  expect(await other.user()).toMatchObject({ state: 'active' });
  const left = (await ada.told()).find(({ type }) => type === 'user.deactivated');
  expect(left).toMatchObject({
    time: '2099-01-15T09:01:00.000Z',
    actor: { type: 'policy', id: 'planned-leave' },
    data: { state: 'deactivated', rule: 'planned-leave' },
  });
});

test('a rule that hears of it acts at that time, and no earlier', async () => {
  const ada = await leaver('ruled');
  await world.admin('POST', `${ada.path}/run`, AFTER);
  const event = (await ada.told()).find(({ type }) => type === 'user.deactivated');
  if (!event) throw new Error('Nothing was told.');
  const rule: LifecycleRule = {
    id: 'alumni',
    on: Object.assign(newObject(), { type: ['user.deactivated'] }),
    actions: [{ assignRole: 'alumni' }],
  };
  const ports = { ...world.ports, userTypes: world.userTypes, callWebhook: async () => true };
  expect(await applyRules(ports, [rule], event)).toEqual([]);
  const user = await world.store.resource(sharedScope('ruled'), 'User', ada.id);
  expect(user?.roles).toMatchObject([{ role: 'alumni', at: '2099-01-15T09:01:00.000Z' }]);
  expect(user?.lastModified).toBe('2099-01-15T09:01:00.000Z');
});

test('a preview tells of planned dates and keeps none; every other command keeps them first', async () => {
  const ada = await leaver('previewed');
  const stages = { warn: { inactiveDays: 1 } };
  await world.admin('PUT', `${ada.path}/policy`, { stages, neverSignedIn: 1 });
  const foreseen = (await world.admin('POST', `${ada.path}/preview`, AFTER)).body;
  expect(foreseen.dates).toEqual([
    { id: ada.id, userName: 'ada@example.com', rule: 'planned-leave' },
  ]);
  // Who has left by then is nobody to warn.
  expect(foreseen.people).toEqual([]);
  expect(await ada.user()).toMatchObject({ state: 'active' });
  const planned = (await world.admin('POST', `${ada.path}/plan`, AFTER)).body;
  expect(planned).toMatchObject({ datesKept: 1, run: { planned: { warn: 0 } } });
  expect(await ada.user()).toMatchObject({ state: 'deactivated' });
});

test.each(['preview', 'plan', 'run', 'approve', 'release', 'undo'])(
  'a deployment knows one clock: %s refuses another time, and nothing happens',
  async (verb) => {
    const ada = await leaver(`deployed-${verb}`);
    await world.admin('PUT', `${ada.path}/policy`, {
      stages: { warn: { inactiveDays: 1 } },
      neverSignedIn: 1,
    });
    const deployed = createAdminApi({ ...world.adminPorts, settableClock: false });
    const named = { approve: { plan: 'p', hash: 'h' }, undo: { user: ada.id } };
    const body = { ...AFTER, ...Object.entries(named).find(([name]) => name === verb)?.[1] };
    const request = new Request(`https://api.example.com/admin/v1${ada.path}/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const refused = await deployed(request, 'request-1');
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('the clock of this deployment cannot be set');
    expect(await ada.user()).toMatchObject({ state: 'active' });
  },
);
