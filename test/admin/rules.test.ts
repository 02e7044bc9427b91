import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { employeeBody } from '../scim-api/support/request-bodies.ts';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

let world: AdminWorld;
let sample: Record<string, unknown>;
const ids: string[] = [];
beforeAll(async () => {
  world = await createAdminWorld();
  sample = JSON.parse(await readFile('docs/examples/managers-rule.json', 'utf8'));
  const path = await world.directory('acme', 'hr', { dialect: 'strict' });
  const { token } = (await world.admin('POST', `${path}/tokens`, {})).body;
  for (const [name, title] of [
    ['ada', 'Manager'],
    ['alan', 'Engineer'],
  ] as const) {
    const sent = employeeBody(name, { department: 'Sales' }, { title });
    ids.push((await world.scim(token)('POST', '/Users', sent)).body.id);
  }
});

const at = '/tenants/acme/rules';

describe('rules', () => {
  test('are put, listed in order, shown, and deleted, and each change is told', async () => {
    expect((await world.admin('GET', at)).body).toEqual({ version: 0, rules: [] });
    const { status, body } = await world.admin('PUT', `${at}/managers`, sample);
    expect({ status, body }).toEqual({ status: 200, body: { id: 'managers', ...sample } });
    await world.admin('PUT', `${at}/others`, { ...sample, disabled: true });
    await world.admin('PUT', `${at}/managers`, { ...sample, description: 'Changed' });
    const listed = (await world.admin('GET', at)).body;
    expect(listed.version).toBe(3);
    expect(listed.rules.map(({ id }: { id: string }) => id)).toEqual(['managers', 'others']);
    expect((await world.admin('GET', `${at}/managers`)).body.description).toBe('Changed');
    expect((await world.admin('DELETE', `${at}/others`)).status).toBe(204);
    expect((await world.admin('DELETE', `${at}/others`)).status).toBe(404);
    await world.publishAll('acme');
    const { events } = (await world.admin('GET', '/tenants/acme/events?types=rule.changed')).body;
    expect(events.map(({ data }: { data: object }) => data)).toEqual([
      { rule: 'managers', deleted: false },
      { rule: 'others', deleted: false },
      { rule: 'managers', deleted: false },
      { rule: 'others', deleted: true },
    ]);
  });

  test('are tried out on what happened, before they are put and after, and do nothing then', async () => {
    const { status, body } = await world.admin('POST', `${at}/new/dry-run`, { rule: sample });
    expect(status).toBe(200);
    expect(body).toMatchObject({ matched: 2, complete: true });
    const action = { assignRole: 'editor' };
    const otherwise = { unassignRole: 'editor' };
    expect(body.people).toMatchObject([
      { userId: ids[0], userName: 'ada', events: 1, actions: [{ action, effect: 'change' }] },
      { userId: ids[1], userName: 'alan', actions: [{ action: otherwise, effect: 'none' }] },
    ]);
    const suspending = { ...sample, actions: [{ setState: 'active' }] };
    const again = await world.admin('POST', `${at}/new/dry-run`, { rule: suspending, days: 30 });
    expect(again.body.people[0].actions).toEqual([
      { action: { setState: 'active' }, effect: 'none' },
    ]);
    expect((await world.admin('POST', `${at}/managers/dry-run`, {})).body.matched).toBe(2);
    expect((await world.admin('POST', `${at}/nobody/dry-run`, {})).status).toBe(404);
    expect((await world.admin('GET', `/tenants/acme/users/${ids[0]}`)).body.version).toBe(1);
  });

  test.each([
    ['an action of no kind', { actions: [{ explode: 'x' }] }, 'actions.0'],
    ['no action', { actions: [] }, 'actions'],
    ['a role of no form', { actions: [{ assignRole: 'a b' }] }, 'actions.0'],
    ['a group that is not there', { actions: [{ addToGroup: 'x' }] }, 'addToGroup: there is no'],
    ['a webhook that is not there', { actions: [{ callWebhook: 'x' }] }, 'callWebhook: there is'],
    ['a filter that does not fit', { when: { filter: 'title eq' } }, 'position 9'],
    ['a pattern on something else', { on: { type: ['group.created'] } }, 'on.type'],
    ['deletion', { actions: [{ setState: 'deleted' }] }, 'actions.0'],
    ['what is unknown', { unless: {} }, 'unless'],
  ])('with %s are refused, naming it', async (_, change, problem) => {
    const { status, body } = await world.admin('PUT', `${at}/wrong`, { ...sample, ...change });
    expect(status).toBe(400);
    expect(body.error.message).toContain(problem);
  });

  test('that act otherwise need something that may not hold', async () => {
    const { when: _, ...rest } = sample;
    const { status, body } = await world.admin('PUT', `${at}/wrong`, rest);
    expect(status).toBe(400);
    expect(body.error.message).toContain('otherwise');
  });

  test('are fifty at most', async () => {
    const put = (tenant: string, n: number) =>
      world.admin('PUT', `/tenants/${tenant}/rules/r${n}`, sample);
    await world.directory('many');
    for (let n = 0; n < 50; n += 1) expect((await put('many', n)).status).toBe(200);
    expect((await put('many', 50)).status).toBe(413);
    expect((await put('many', 49)).status).toBe(200);
  });
});
