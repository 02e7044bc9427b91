import { beforeAll, expect, test } from 'vitest';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

let world: AdminWorld;
beforeAll(async () => {
  world = await createAdminWorld();
});

const policy = {
  mode: 'approve',
  stages: { warn: { inactiveDays: 30 }, suspend: { inactiveDays: 60 } },
  neverSignedIn: 30,
};
const later = (days: number) => ({
  now: new Date(Date.now() + days * 86_400_000).toISOString(),
});

async function tenantWith(name: string, people: number) {
  const directory = await world.directory(name);
  const { body } = await world.admin('POST', `${directory}/tokens`, {});
  const scim = world.scim(body.token);
  const ids: string[] = [];
  for (let n = 0; n < people; n += 1) {
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
    ids.push((await scim('POST', '/Users', { schemas, userName: `p${n}@example.com` })).body.id);
  }
  return { path: `/tenants/${name}/lifecycle`, ids: ids.toSorted() };
}

test('from policy to preview, plan, approval, run and undo', async () => {
  const { path, ids } = await tenantWith('acme', 3);
  expect((await world.admin('GET', `${path}/policy`)).status).toBe(404);
  expect((await world.admin('PUT', `${path}/policy`, policy)).body).toMatchObject({ version: 1 });
  const none = await world.admin('POST', `${path}/preview`, later(29));
  expect(none.body).toMatchObject({ complete: true, population: 3, people: [], stops: null });
  const foreseen = await world.admin('POST', `${path}/preview`, later(30));
  expect(foreseen.body.people.map(({ id }: { id: string }) => id).toSorted()).toEqual(ids);
  expect(foreseen.body.counts).toEqual({ warn: 3, suspend: 0, deactivate: 0, delete: 0 });

  const planned = (await world.admin('POST', `${path}/plan`, later(30))).body;
  expect(planned).toMatchObject({ outcome: 'waiting', run: { phase: 'planned' } });
  const { id: plan, hash } = planned.run;
  const wrong = await world.admin('POST', `${path}/approve`, { plan, hash: 'f'.repeat(64) });
  expect(wrong.status).toBe(409);
  expect((await world.admin('POST', `${path}/approve`, { plan, hash })).status).toBe(200);
  const done = (await world.admin('POST', `${path}/run`, later(30))).body;
  expect(done).toMatchObject({
    outcome: 'idle',
    run: { id: plan, phase: 'done', taken: { warn: 3 } },
  });

  const second = (await world.admin('POST', `${path}/plan`, later(60))).body.run;
  expect(second.planned).toMatchObject({ suspend: 3 });
  await world.admin('POST', `${path}/approve`, { plan: second.id, hash: second.hash });
  await world.admin('POST', `${path}/run`, later(60));
  const undone = await world.admin('POST', `${path}/undo`, { run: second.id, ...later(61) });
  expect(undone.body.restored.toSorted()).toEqual(ids);
});

test('what makes no sense is refused, and says what', async () => {
  const { path } = await tenantWith('beta', 1);
  const refused = await world.admin('PUT', `${path}/policy`, { ...policy, stages: {} });
  expect(refused.status).toBe(400);
  expect(refused.body.error.message).toContain('stages.warn');
  const filter = { ...policy, exclude: { matching: 'userType eq' } };
  expect((await world.admin('PUT', `${path}/policy`, filter)).status).toBe(400);
  await world.admin('PUT', `${path}/policy`, { ...policy, mode: 'off' });
  expect((await world.admin('POST', `${path}/plan`, {})).status).toBe(409);
  expect((await world.admin('POST', `${path}/undo`, {})).status).toBe(400);
});

test('a hold keeps the policy off one person until it is lifted', async () => {
  const { path, ids } = await tenantWith('gamma', 2);
  await world.admin('PUT', `${path}/policy`, policy);
  const hold = `/tenants/gamma/users/${ids[0]}/hold`;
  expect((await world.admin('PUT', hold, { reason: 'Case 12' })).body.hold).toMatchObject({
    reason: 'Case 12',
  });
  const people = async () => {
    const { body } = await world.admin('POST', `${path}/preview`, later(30));
    return body.people.map(({ id }: { id: string }) => id).toSorted();
  };
  expect(await people()).toEqual([ids[1]]);
  await world.admin('DELETE', hold);
  expect(await people()).toEqual(ids);
});
