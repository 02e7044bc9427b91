import { beforeAll, describe, expect, test } from 'vitest';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

const ROLES = '/tenants/acme/roles';
const CONNECTION = 'entra';

let world: AdminWorld;
beforeAll(async () => {
  world = await createAdminWorld();
  await world.directory('acme');
});

const put = (rules: unknown, version?: number, path = ROLES) =>
  world.admin('PUT', path, { rules, ...(version !== undefined && { version }) });
const rule = (when: object, rest: object = { grant: ['editor'] }) => ({ when, ...rest });
const byName = rule({ group: { displayName: 'Engineering' } });

describe('role rules', () => {
  test('are none at version 0 until there are some, and then what was put', async () => {
    const path = '/tenants/fresh/roles';
    await world.admin('POST', '/tenants', { name: 'fresh' });
    expect((await world.admin('GET', path)).body).toEqual({ version: 0, rules: [] });
    const rules = [
      { name: 'engineers', ...byName },
      rule({ connection: CONNECTION, filter: 'title pr' }, { deny: ['admin'], stop: true }),
      rule({ claimedGroup: { connection: CONNECTION, value: 'Ops' } }),
    ];
    const { status, body } = await put(rules, 0, path);
    expect({ status, body }).toEqual({ status: 200, body: { version: 1, rules } });
    expect((await world.admin('GET', path)).body).toEqual({ version: 1, rules });
  });

  test('are told of by one event with each version, and by none when nothing changes', async () => {
    await world.admin('POST', '/tenants', { name: 'told' });
    const path = '/tenants/told/roles';
    for (const rules of [[byName], [byName], []]) await put(rules, undefined, path);
    await world.publishAll('told');
    const { events } = (await world.admin('GET', '/tenants/told/events')).body;
    const seen = events.map(({ type, subject, version, actor, data }: Record<string, unknown>) => ({
      type,
      subject,
      version,
      actor,
      data,
    }));
    const shared = {
      type: 'role_rules.changed',
      subject: { type: 'Tenant', id: 'told' },
      actor: { type: 'admin', id: 'admin-api' },
    };
    expect(seen).toEqual([
      { ...shared, version: 1, data: { rules: 1 } },
      { ...shared, version: 2, data: { rules: 0 } },
    ]);
  });

  test('that were made from an older version are refused', async () => {
    const { version } = (await put([byName])).body;
    const { status, body } = await put([], version - 1);
    expect(status).toBe(409);
    expect(body.error.message).toContain(`version ${version}`);
  });

  test('of two who change the same version one is refused', async () => {
    const { version } = (await put([byName, byName])).body;
    const both = await Promise.all([put([], version), put([byName], version)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test.each([
    ['rules.0.when: asks nothing', [rule({})]],
    ['rules.0: does nothing', [rule({ connection: 'c' }, {})]],
    ['rules.0: does nothing', [rule({ connection: 'c' }, { grant: [] })]],
    ['rules.0.when.group: name the group by', [rule({ group: {} })]],
    ['rules.0.when.group: name the group by', [rule({ group: { externalId: 'x' } })]],
    [
      'rules.0.when.group.displayName: is longer',
      [rule({ group: { displayName: 'x'.repeat(256) } })],
    ],
    ['rules.0.grant.0: use 1-64', [rule({ connection: 'c' }, { grant: ['an admin'] })]],
    ['rules.0.grant: names more', [rule({ connection: 'c' }, { grant: many(21) })]],
    ['rules.0.when.filter: The filter is wrong', [rule({ filter: 'active gt true' })]],
    ['rules.1.when.filter: ', [byName, rule({ filter: 'title is "x"' })]],
    ['never shown', [rule({ filter: 'password eq "x"' })]],
    ['cannot filter on groups', [rule({ filter: 'groups.value eq "x"' })]],
    ['cannot filter on externalId', [rule({ filter: 'not (externalId eq "x")' })]],
    ['rules: are more than 200', Array(201).fill(byName)],
  ])('that are wrong are refused and say where: %s', async (message, rules) => {
    const { status, body } = await put(rules);
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });

  test('that name a directory that is not there are refused', async () => {
    const unknown = rule({ group: { directory: 'okat', externalId: '1' } });
    const { status, body } = await put([unknown]);
    expect(status).toBe(404);
    expect(body.error.message).toContain('There is no directory okat');
    const known = rule({ group: { directory: 'okta', externalId: '1' } });
    expect((await put([known])).status).toBe(200);
  });

  test('that would make every sign-in read too much are refused', async () => {
    const filter = (n: number) => `title eq "${n}${'é'.repeat(300)}"`;
    const rules = Array.from({ length: 100 }, (_, n) => rule({ filter: filter(n) }));
    const { status, body } = await put(rules);
    expect(status).toBe(413);
    expect(body.error.message).toContain('48000 bytes');
  });

  test('may look at what the tenant declares', async () => {
    await world.directory('custom');
    const id = 'urn:example:params:scim:schemas:extension:badge:2.0:User';
    const schema = {
      id,
      name: 'Badge',
      attributes: [{ name: 'clearance', type: 'integer', multiValued: false }],
    };
    const path = `/tenants/custom/schemas/${encodeURIComponent(id)}?extends=User`;
    expect((await world.admin('PUT', path, schema)).status).toBe(201);
    const clearance = (literal: string) => rule({ filter: `${id}:clearance gt ${literal}` });
    const custom = '/tenants/custom/roles';
    expect((await put([clearance('3')], undefined, custom)).status).toBe(200);
    const { status, body } = await put([clearance('true')], undefined, custom);
    expect(status).toBe(400);
    expect(body.error.message).toContain('rules.0.when.filter');
  });
});

function many(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `role-${n}`);
}
