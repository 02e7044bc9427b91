import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { type Cost, meter } from '../../../support/meter.ts';
import { newClient, newTable } from '../../../support/new-table.ts';
import { type Client, createWorld, type World } from '../../../support/world.ts';

interface Budget {
  readonly operation: string;
  readonly roundTrips: number;
  /** Without the bearer token's own unit, which every request costs, in the round trip of its first read. */
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly action: () => Promise<{ status: number }>;
}

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const rows = readFileSync('docs/cost.md', 'utf8').split('\n');

let world: World;
let scim: Client;
let costOf: (action: () => Promise<unknown>) => Promise<Cost>;
const ids: string[] = [];
let group = '';
let cursor = '';

/** About 1 KB with what Okta sends for a person. */
const person = (name: string) => ({
  schemas: [USER],
  userName: `${name}@example.com`,
  externalId: `00u${name}`,
  name: { givenName: 'Ada', familyName: 'Lind', formatted: 'Ada Lind' },
  displayName: 'Ada Lind',
  title: 'Analyst',
  locale: 'en-US',
  active: true,
  emails: [{ value: `${name}@example.com`, type: 'work', primary: true }],
  phoneNumbers: [{ value: '+1 555 0100', type: 'work', primary: true }],
  addresses: [
    { type: 'work', streetAddress: '1 Test Street', locality: 'Sampleton', country: 'SE' },
  ],
});

const patch = (path: string, ...operations: object[]) =>
  scim('PATCH', path, { schemas: [PATCH_OP], Operations: operations });
const member = (op: 'add' | 'remove', id: string | undefined) =>
  op === 'add'
    ? { op, path: 'members', value: [{ value: id }] }
    : { op, path: `members[value eq "${id}"]` };
const list = (startIndex: number) => scim('GET', `/Users?startIndex=${startIndex}&count=100`);

beforeAll(async () => {
  const { client, tableName } = await newTable();
  costOf = meter(client, newClient()).of;
  world = await createWorld({ client, tableName });
  scim = await world.directory('lenient', { brake: 'hold' });
  for (let n = 0; n < 205; n += 1) {
    ids.push((await scim('POST', '/Users', person(`p${n}`))).body.id);
  }
  group = (await scim('POST', '/Groups', { schemas: [GROUP], displayName: 'Everyone' })).body.id;
  cursor = (await scim('GET', '/Users?cursor&count=100')).body.nextCursor;
  await patch(`/Groups/${group}`, ...ids.slice(10, 40).map((id) => member('add', id)));
});

const budgets: Budget[] = [
  {
    operation: 'GET user',
    roundTrips: 1,
    readUnits: 2,
    writeUnits: 0,
    action: () => scim('GET', `/Users/${ids[20]}`),
  },
  {
    operation: 'filter userName eq',
    roundTrips: 2,
    readUnits: 3,
    writeUnits: 0,
    action: () => scim('GET', '/Users?filter=userName%20eq%20%22P7@example.com%22'),
  },
  {
    operation: 'filter externalId eq',
    roundTrips: 2,
    readUnits: 3,
    writeUnits: 0,
    action: () => scim('GET', '/Users?filter=externalId%20eq%20%2200up7%22'),
  },
  {
    operation: 'POST user (1 KB)',
    roundTrips: 2,
    readUnits: 1,
    writeUnits: 16,
    action: () => scim('POST', '/Users', person('new')),
  },
  {
    operation: 'PATCH one attribute',
    roundTrips: 2,
    readUnits: 2,
    writeUnits: 8,
    action: () => patch(`/Users/${ids[0]}`, { op: 'replace', path: 'title', value: 'Lead' }),
  },
  {
    operation: 'PUT user',
    roundTrips: 2,
    readUnits: 2,
    writeUnits: 8,
    action: () => scim('PUT', `/Users/${ids[1]}`, { ...person('p1'), title: 'Lead' }),
  },
  {
    operation: 'deactivate user',
    roundTrips: 3,
    readUnits: 4,
    writeUnits: 10,
    action: () => patch(`/Users/${ids[2]}`, { op: 'replace', path: 'active', value: false }),
  },
  {
    operation: 'add one member',
    roundTrips: 3,
    readUnits: 3,
    writeUnits: 9,
    action: () => patch(`/Groups/${group}`, member('add', ids[0])),
  },
  {
    operation: 'remove one member',
    roundTrips: 3,
    readUnits: 3,
    writeUnits: 9,
    action: () => patch(`/Groups/${group}`, member('remove', ids[0])),
  },
  {
    operation: 'GET group without members',
    roundTrips: 1,
    readUnits: 1,
    writeUnits: 0,
    action: () => scim('GET', `/Groups/${group}?excludedAttributes=members`),
  },
  {
    operation: 'list 100 users, page 1',
    roundTrips: 3,
    readUnits: 120,
    writeUnits: 1,
    action: () => list(1),
  },
  {
    operation: 'list 100 users, page 2',
    roundTrips: 3,
    readUnits: 120,
    writeUnits: 1,
    action: () => list(101),
  },
  {
    operation: 'list 100 users by cursor, page 1',
    roundTrips: 3,
    readUnits: 120,
    writeUnits: 0,
    action: () => scim('GET', '/Users?cursor&count=100'),
  },
  {
    operation: 'list 100 users by cursor, page 2',
    roundTrips: 3,
    readUnits: 120,
    writeUnits: 0,
    action: () => scim('GET', `/Users?cursor=${cursor}&count=100`),
  },
];

test.each(budgets)(
  '$operation stays within its budget',
  async ({ operation, action, ...budget }) => {
    const cost = await leastCost(action, budget.writeUnits > 1 ? 1 : 3);
    const readUnits = cost.readUnits - cost.credentialUnits;
    const { roundTrips, ...units } = budget;
    const budgeted = `${units.readUnits} / ${units.writeUnits}`;
    expect(rows).toContain(
      `| ${operation} | ${roundTrips} | ${readUnits} | ${cost.writeUnits} | ${budgeted} |`,
    );
    expect(cost.credentialUnits).toBe(1);
    expect(cost.calls).toBeGreaterThan(0);
    expect(cost.roundTrips).toBeLessThanOrEqual(roundTrips);
    expect(readUnits).toBeLessThanOrEqual(units.readUnits);
    expect(cost.writeUnits).toBeLessThanOrEqual(units.writeUnits);
  },
);

/**
 * The cost of an action; of several tries, if it may be repeated, the one with the fewest round trips: on a busy
 * machine one of two reads that are sent side by side can be over before the other has begun.
 */
async function leastCost(action: Budget['action'], tries: number): Promise<Cost> {
  const costs: Cost[] = [];
  for (let attempt = 0; attempt < tries; attempt += 1) {
    // What a process remembers for a moment makes it cheaper; the table says what it costs without.
    world.clock.offset += 60_000;
    const cost = await costOf(async () => {
      expect((await action()).status).toBeLessThan(300);
    });
    costs.push(cost);
  }
  const [least] = costs.toSorted((one, other) => one.roundTrips - other.roundTrips);
  if (!least) throw new TypeError('Nothing was measured.');
  return least;
}
