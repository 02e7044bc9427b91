import { beforeAll, describe, expect, test } from 'vitest';
import { createRoleRuleStore } from '#functions/adapters/dynamodb/role-rule-store.ts';
import { createUserTypes } from '#shared/identity/conditions/user-types.ts';
import type { Link, ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Granted } from '#shared/sessions/roles/grant-roles.ts';
import type { RoleRule } from '#shared/sessions/roles/role-rules.ts';
import { type RolePorts, rolesOf } from '#shared/sessions/roles/roles-of.ts';
import { meter } from '../../support/meter.ts';
import { newClient, newTable } from '../../support/new-table.ts';
import { acme } from '../../support/people.ts';
import { type Client, createWorld, type World } from '../../support/world.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

let world: World;
let ports: RolePorts;
let costOf: ReturnType<typeof meter>['of'];
let scim: Client;
let ada: ResourceRecord;
let engineering: string;
let staff: string;
let putRules: (tenantId: string, rules: readonly RoleRule[]) => Promise<void>;

beforeAll(async () => {
  const { client, tableName } = await newTable();
  costOf = meter(client, newClient()).of;
  world = await createWorld({ client, tableName });
  const rules = createRoleRuleStore(world.table);
  ports = { identity: world.store, rules, userTypes: createUserTypes(world.declarations) };
  putRules = async (tenantId, list) => {
    const { version } = await rules.roleRules(tenantId);
    await rules.replaceRoleRules(tenantId, { version: version + 1, rules: list }, record(tenantId));
  };
  scim = await world.directory('strict', { id: 'okta' });
  const id = await created('/Users', {
    schemas: [USER, ENTERPRISE],
    userName: 'ada@example.com',
    title: 'Chief Analyst',
    [ENTERPRISE]: { department: 'Research' },
  });
  engineering = await group('Engineering', 'eng-1', id);
  staff = await group('Staff', 'staff-1', engineering);
  await group('admin', 'admin-1', id);
  const found = await world.store.resource(acme, 'User', id);
  if (!found) throw new Error('She was created just now.');
  ada = found;
});

/** Any record will do: what it says is tested where it is made. */
const record = (tenant: string) => ({
  id: world.ports.newId(),
  time: new Date(world.clock.now()).toISOString(),
  tenant,
  subject: { type: 'Tenant', id: tenant },
  version: 1,
  actor: { type: 'admin' as const, id: 'admin' },
  cause: 'admin' as const,
  requestId: 'request-1',
  happenings: [],
});

async function created(path: string, body: object): Promise<string> {
  const answer = await scim('POST', path, body);
  expect(answer.status).toBe(201);
  return answer.body.id;
}

const group = (displayName: string, externalId: string, member: string) =>
  created('/Groups', { schemas: [GROUP], displayName, externalId, members: [{ value: member }] });

async function granted(
  rules: readonly RoleRule[],
  links: readonly Pick<Link, 'connectionId' | 'groups'>[] = [],
): Promise<Granted> {
  await putRules('acme', rules);
  const linkedAt = '2027-03-02T09:00:00.000Z';
  const full = links.map((link) => ({ ...link, issuer: 'https://idp', subject: '1', linkedAt }));
  return await rolesOf(ports, acme, { ...ada, links: full });
}

describe('a rule holds by', () => {
  test('the id of a group, for direct members and for those of a group in it', async () => {
    const { roles, why } = await granted([
      { name: 'engineers', when: { group: { id: engineering } }, grant: ['engineer'] },
      { when: { group: { id: staff } }, grant: ['employee'] },
    ]);
    expect(roles).toEqual(['employee', 'engineer']);
    expect(why).toEqual([
      {
        role: 'engineer',
        effect: 'granted',
        by: {
          kind: 'rule',
          rule: 1,
          name: 'engineers',
          reasons: [{ kind: 'group', id: engineering, name: 'Engineering', membership: 'direct' }],
        },
      },
      {
        role: 'employee',
        effect: 'granted',
        by: {
          kind: 'rule',
          rule: 2,
          reasons: [{ kind: 'group', id: staff, name: 'Staff', membership: 'indirect' }],
        },
      },
    ]);
  });

  test('what a directory calls a group, and by no other directory', async () => {
    const by = (directory: string, externalId: string): RoleRule => ({
      when: { group: { directory, externalId } },
      grant: [`${directory}:${externalId}`],
    });
    const { roles } = await granted([
      by('okta', 'eng-1'),
      by('entra', 'eng-1'),
      by('okta', 'ENG-1'),
      by('okta', 'nobody'),
    ]);
    expect(roles).toEqual(['okta:eng-1']);
  });

  test('the name of a group, exactly as it is written', async () => {
    const by = (displayName: string): RoleRule => ({
      when: { group: { displayName } },
      grant: [displayName],
    });
    expect((await granted([by('Engineering'), by('engineering'), by('Engineer')])).roles).toEqual([
      'Engineering',
    ]);
  });

  test('attributes, which are named and not shown', async () => {
    const filter = `title co "Chief" and ${ENTERPRISE}:department eq "research"`;
    const { roles, why } = await granted([
      { when: { filter }, grant: ['lead'] },
      { when: { filter: 'title eq "Intern"' }, grant: ['intern'] },
    ]);
    expect(roles).toEqual(['lead']);
    const names = ['title', `${ENTERPRISE}:department`];
    expect(why.map(({ by }) => by)).toEqual([
      { kind: 'rule', rule: 1, reasons: [{ kind: 'attributes', names }] },
    ]);
    expect(JSON.stringify(why)).not.toMatch(/Chief|Research/);
  });

  test('a link to a connection, and by a value that its groups claim had', async () => {
    const rules: RoleRule[] = [
      { when: { connection: 'entra' }, grant: ['guest'] },
      { when: { claimedGroup: { connection: 'entra', value: 'Ops' } }, grant: ['operator'] },
      { when: { claimedGroup: { connection: 'okta', value: 'Ops' } }, grant: ['okta-operator'] },
    ];
    const roles = async (links: Pick<Link, 'connectionId' | 'groups'>[]) =>
      (await granted(rules, links)).roles;
    expect(await roles([{ connectionId: 'entra', groups: ['Ops'] }])).toEqual([
      'guest',
      'operator',
    ]);
    expect(await roles([{ connectionId: 'entra' }])).toEqual(['guest']);
    expect(await roles([{ connectionId: 'other', groups: ['Ops'] }])).toEqual([]);
  });

  test('all that it asks together, and never by asking nothing', async () => {
    const both = (department: string): RoleRule => ({
      when: {
        group: { id: engineering },
        filter: `${ENTERPRISE}:department eq "${department}"`,
      },
      grant: [department],
    });
    expect((await granted([both('Research'), both('Sales')])).roles).toEqual(['Research']);
    expect((await granted([{ when: {}, grant: ['everybody'] }])).roles).toEqual([]);
  });
});

test('an unmapped group grants nothing, whatever its name', async () => {
  expect(await granted([])).toEqual({ roles: [], why: [] });
  expect((await granted([{ when: { connection: 'x' }, grant: ['admin'] }])).roles).toEqual([]);
});

test('a filter that fits the schemas no longer grants nothing', async () => {
  const { roles, why } = await granted([
    { when: { filter: 'active gt true' }, grant: ['admin'], deny: ['editor'] },
  ]);
  expect(roles).toEqual([]);
  expect(why).toEqual([
    { role: 'editor', effect: 'denied', by: { kind: 'rule', rule: 1, reasons: 'unreadable' } },
  ]);
});

test('roles cost a read for the rules, and a Query each for groups and groups in groups when rules ask', async () => {
  const cost = async (rules: readonly RoleRule[]) => {
    await putRules('acme', rules);
    world.clock.offset += 2_000;
    return await costOf(() => rolesOf(ports, acme, ada));
  };
  const bare = { writeUnits: 0, credentialUnits: 0 };
  expect(await cost([{ when: { connection: 'x' }, grant: ['a'] }])).toEqual({
    ...bare,
    calls: 1,
    roundTrips: 1,
    readUnits: 1,
  });
  const { readUnits, ...grouped } = await cost([
    { when: { group: { id: engineering } }, grant: ['a'] },
    { when: { group: { directory: 'okta', externalId: 'eng-1' } }, grant: ['b'] },
    { when: { filter: 'title pr' }, grant: ['c'] },
  ]);
  expect(grouped).toEqual({ ...bare, calls: 4, roundTrips: 2 });
  expect(readUnits).toBeLessThanOrEqual(5);
});
