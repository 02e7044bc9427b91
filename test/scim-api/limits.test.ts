import { beforeAll, describe, expect, test } from 'vitest';
import { type FaultyClient, withFaults } from '../support/faults.ts';
import { newTable, type TestTable } from '../support/new-table.ts';
import { type Client, createWorld, type World } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { groupBody, patchBody, userBody, withQuery } from './support/request-bodies.ts';
import { outboxOf, storedRows } from './support/stored-rows.ts';

const scope = { tenantId: 'acme', directoryId: 'hr', visibility: 'tenant' } as const;

let faulty: FaultyClient;
let testTable: TestTable;
let world: World;
let client: Client;
let ids: string[];

beforeAll(async () => {
  testTable = await newTable();
  faulty = withFaults(testTable.client);
  world = await createWorld(testTable);
  client = await world.directory('strict', { id: 'hr' });
  const people = Array.from({ length: 90 }, (_, n) => client('POST', '/Users', userBody(`u${n}`)));
  ids = (await Promise.all(people)).map(({ body }) => body.id);
});

describe('what does not fit into a row of the table', () => {
  test('a user of 500 kB: 413, and nothing is written', async () => {
    const phoneNumbers = Array.from({ length: 130 }, (_, n) => ({
      value: `${n} ${'x'.repeat(3_900)}`,
    }));
    const before = await storedRows(testTable);
    const posted = await client('POST', '/Users', userBody('large', { phoneNumbers }));
    expectRefusal(posted, 413, undefined, /\d/);
    const change = patchBody({ op: 'add', path: 'phoneNumbers', value: phoneNumbers });
    expectRefusal(await client('PATCH', `/Users/${ids[0]}`, change), 413, undefined, /\d/);
    expect(await storedRows(testTable)).toEqual(before);
  });

  test('80 members that come into a group with the longest name are told', async () => {
    const longest = '漢'.repeat(4_000);
    const { status, body } = await client('POST', '/Groups', groupBody(longest, ids.slice(0, 80)));
    expect({ status, detail: body.detail }).toEqual({ status: 201, detail: undefined });
    const records = await outboxOf(world, scope, 'Group', body.id);
    expect(records.flatMap(({ happenings }) => happenings)).toHaveLength(81);
  });

  test('a place that no table has is an empty page', async () => {
    for (const startIndex of [2_147_483_648, 999_999_999_999_999]) {
      const { status, body } = await client('GET', withQuery('/Users', { startIndex, count: 10 }));
      expect(status).toBe(200);
      expect(body).toMatchObject({ startIndex, itemsPerPage: 0, Resources: [] });
      expect(body.totalResults).toBeGreaterThan(0);
    }
  });
});

test('operations that together name more members than one may: 413, before any is looked up', async () => {
  const { body } = await client('POST', '/Groups', groupBody('Bounded'));
  const some = Array.from({ length: 100 }, () => world.ports.newId());
  const add = { op: 'add', path: 'members', value: some.map((value) => ({ value })) };
  const ids = some.map((id) => `value eq "${id}"`).join(' or ');
  const remove = { op: 'remove', path: `members[${ids}]` };
  for (const operation of [add, remove]) {
    let reads = 0;
    faulty.setFaults((command) => {
      if (command.startsWith('BatchGet')) reads += 1;
      return undefined;
    });
    const sent = patchBody(...Array.from({ length: 101 }, () => operation));
    const answer = await client('PATCH', `/Groups/${body.id}`, sent);
    faulty.setFaults(undefined);
    expectRefusal(answer, 413, undefined, /members has 10100 values; at most 10000/);
    expect(reads).toBeLessThan(3);
  }
  expect((await client('GET', `/Groups/${body.id}`)).body).toEqual(body);
});

describe('the same change sent twice at once', () => {
  test.each([
    ['userName', (n: number) => userBody(`renamed${n}`, { externalId: `r${n}` })],
    ['externalId', (n: number) => userBody(`u${n}`, { externalId: `twin${n}` })],
  ])('%s: is no conflict with itself', async (_, bodyOf) => {
    for (let n = 0; n < 10; n += 1) {
      const send = () => client('PUT', `/Users/${ids[n]}`, bodyOf(n));
      const answers = await Promise.all([send(), send(), send()]);
      expect(answers.map(({ status, body }) => [status, body.detail])).toEqual(
        answers.map(() => [200, undefined]),
      );
    }
  });
});

test('the label of a membership is cut between characters, not within one', async () => {
  const long = `${'x'.repeat(255)}\u{1f600} and more`;
  const members = [{ value: ids[0], display: long }];
  const { body } = await client('POST', '/Groups', { ...groupBody(long), members });
  const { groups } = (await client('GET', `/Users/${ids[0]}`)).body;
  const [membership] = groups.filter(({ value }: { value: string }) => value === body.id);
  expect(membership.display).toMatch(/^x{255}/);
  expect(membership.display.isWellFormed()).toBe(true);
  expect(body.members[0].display.isWellFormed()).toBe(true);
});

test('a directory may be called constructor', async () => {
  const named = await world.directory('strict', { id: 'constructor' });
  const { body } = await named('POST', '/Users', userBody('built'));
  const [created] = await outboxOf(world, scope, 'User', body.id);
  expect(created?.happenings).toEqual([
    {
      type: 'user.created',
      data: {
        userName: 'built',
        active: true,
        state: 'active',
        changed: ['active', 'userName'],
      },
    },
  ]);
});

describe('members that a crash left to be put in place', () => {
  const create = async (name: string) => {
    let transactions = 0;
    faulty.setFaults((command) => {
      if (command === 'TransactWriteItemsCommand') transactions += 1;
      return transactions > 1 ? 'crashBefore' : undefined;
    });
    await client('POST', '/Groups', groupBody(name, ids));
    faulty.setFaults(undefined);
  };

  test.each([
    ['Found', 'displayName eq "Found"'],
    ['Walked', 'displayName sw "Walked"'],
    ['Peopled', 'displayName eq "Peopled" and members pr'],
    ['Asked', 'displayName eq "Asked" and members.value eq "@"'],
  ])('are seen by whoever finds the group %s by %s', async (name, filter) => {
    await create(name);
    const query = { filter: filter.replace('@', ids[0] ?? '') };
    const { body } = await client('GET', withQuery('/Groups', query));
    expect(body.totalResults).toBe(1);
    expect(body.Resources[0].members).toHaveLength(90);
  });

  test('are seen in a list of all groups', async () => {
    await create('Listed');
    const { body } = await client('GET', '/Groups?count=200');
    const listed = body.Resources.find(
      (each: { displayName: string }) => each.displayName === 'Listed',
    );
    expect(listed.members).toHaveLength(90);
  });
});
