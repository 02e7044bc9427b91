import { beforeEach, describe, expect, test } from 'vitest';
import { type FaultyClient, withFaults } from '../support/faults.ts';
import { newTable, type TestTable } from '../support/new-table.ts';
import { type Body, type Client, createWorld, type World } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { patchedGroupAnswer } from './support/patched-group-answer.ts';
import { groupBody, patchBody, userBody } from './support/request-bodies.ts';
import { storedRows } from './support/stored-rows.ts';

const change = patchBody({ op: 'replace', path: 'displayName', value: 'Changed' });

let faulty: FaultyClient;
let testTable: TestTable;
let world: World;
let client: Client;
let user: Body;
let group: Body;

beforeEach(async () => {
  testTable = await newTable();
  faulty = withFaults(testTable.client);
  world = await createWorld(testTable);
  world.ports.sleep = async () => {};
  client = await world.directory('strict');
  user = (await client('POST', '/Users', userBody('kept'))).body;
  group = (await client('POST', '/Groups', groupBody('Kept', [user.id]))).body;
});

const requests = (): [method: string, path: string, body?: object][] => [
  ['GET', `/Users/${user.id}`],
  ['GET', '/Users'],
  ['POST', '/Users', userBody('new')],
  ['PUT', `/Groups/${group.id}`, groupBody('New')],
  ['PATCH', `/Groups/${group.id}`, change],
  ['DELETE', `/Users/${user.id}`],
];

describe('RFC 7644 3.12: what is not the fault of the client', () => {
  test('something unforeseen: 500 with the id to quote and no more; the rest is reported', async () => {
    const before = await storedRows(testTable);
    faulty.setFaults(() => 'crashBefore');
    for (const [index, request] of requests().entries()) {
      const answer = await client(...request);
      expectRefusal(answer, 500, undefined, /^Something went wrong\. Quote request request-1 /);
      expect(world.unforeseen).toHaveLength(index + 1);
      expect(world.unforeseen.at(-1)).toMatchObject({ name: 'Crash' });
    }
    faulty.setFaults(undefined);
    expect(await storedRows(testTable)).toEqual(before);
  });

  test('a table out of reach: 503 with Retry-After', async () => {
    const before = await storedRows(testTable);
    faulty.setFaults((command) => (command === 'TransactWriteItemsCommand' ? undefined : 'lost'));
    const answer = await client('GET', `/Users/${user.id}`);
    expectRefusal(answer, 503, undefined, /cannot be reached.*Quote request request-1/);
    expect(answer.headers.get('retry-after')).toBe('1');
    faulty.setFaults(undefined);
    expect(await storedRows(testTable)).toEqual(before);
  });

  test('conflicts without end: 429 with Retry-After, nothing changed, nothing to report', async () => {
    const before = await storedRows(testTable);
    faulty.setFaults((command) =>
      command === 'TransactWriteItemsCommand' ? 'conflict' : undefined,
    );
    for (const request of requests().slice(2)) {
      const answer = await client(...request);
      expectRefusal(answer, 429, undefined, /Send the request again/);
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    expect(world.unforeseen).toEqual([]);
    faulty.setFaults(undefined);
    expect(await storedRows(testTable)).toEqual(before);
  });

  test.each(['conflict', 'throttle'] as const)(
    'every second transaction refused for %s: no client notices',
    async (fault) => {
      let calls = 0;
      faulty.setFaults((command) => {
        if (command !== 'TransactWriteItemsCommand') return undefined;
        calls += 1;
        return calls % 2 === 1 ? fault : undefined;
      });
      const statuses: number[] = [];
      for (const request of requests()) statuses.push((await client(...request)).status);
      faulty.setFaults(undefined);
      expect(statuses).toEqual([200, 200, 201, 200, patchedGroupAnswer('strict').status, 204]);
      expect(calls).toBe(8);
      expect(world.unforeseen).toEqual([]);
    },
  );

  test('a write whose answer is lost is done once and answered as done', async () => {
    let lost = 0;
    faulty.setFaults((command) => {
      if (command !== 'TransactWriteItemsCommand') return undefined;
      lost += 1;
      return lost === 1 ? 'lost' : undefined;
    });
    const created = await client('POST', '/Users', userBody('once', { externalId: 'once' }));
    expect(created.status).toBe(201);
    lost = 0;
    const patched = await client('PATCH', `/Users/${created.body.id}`, change);
    faulty.setFaults(undefined);
    expect(patched.body.meta.version).toBe('W/"2"');
    expect((await client('GET', '/Users?count=0')).body.totalResults).toBe(2);
  });
});
