import { beforeAll, expect, test } from 'vitest';
import { memberItem } from '#functions/adapters/dynamodb/member-item.ts';
import { GROUP } from '#shared/scim/messages.ts';
import { MAX_SHOWN_MEMBERS } from '#shared/scim-api/shown-members.ts';
import { acme } from '../support/people.ts';
import { type Client, createWorld, type World } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { groupBody } from './support/request-bodies.ts';

const MEMBERS = MAX_SHOWN_MEMBERS + 100;

interface Shown {
  readonly value: string;
}

let world: World;
let client: Client;
let large: string;

/** Members straight onto the table: what is looked at is how a large group is read, not how it grew. */
async function addMembers(groupId: string, count: number): Promise<void> {
  const group = await world.store.resource(acme, 'Group', groupId);
  if (!group) throw new TypeError('There is no such group.');
  const display = 'A name of a length that names have';
  const rows = Array.from({ length: count }, () =>
    memberItem(acme, group, { id: world.ports.newId(), type: 'User', display }),
  );
  const share = Math.ceil(rows.length / 8);
  const writers = Array.from({ length: 8 }, (_, n) => rows.slice(n * share, (n + 1) * share));
  await Promise.all(
    writers.map((some) => world.table.writeAll(some.map((Item) => ({ PutRequest: { Item } })))),
  );
}

beforeAll(async () => {
  world = await createWorld();
  client = await world.directory('lenient');
  large = (await client('POST', '/Groups', groupBody('Large'))).body.id;
  await addMembers(large, MEMBERS);
}, 120_000);

test('a group is shown a page of members at a time, with a link to the next', async () => {
  const first = await client('GET', `/Groups/${large}`);
  expect(first.status).toBe(200);
  expect(first.body.members).toHaveLength(MAX_SHOWN_MEMBERS);
  const link = first.headers.get('link');
  const next = await client('GET', /^<(.+)>; rel="next"$/.exec(link ?? '')?.[1] ?? '');
  expect(next.body.members).toHaveLength(MEMBERS - MAX_SHOWN_MEMBERS);
  expect(next.headers.get('link')).toBeNull();
  const seen = [first, next].flatMap(({ body }) => body.members.map((m: Shown) => m.value));
  expect(new Set(seen).size).toBe(MEMBERS);

  // Long names are left out before members are. Within the invocation's answer the body is a string of JSON.
  expect(first.body.members[0]).not.toHaveProperty('display');
  expect(next.body.members[0]).toHaveProperty('display');
  expect(JSON.stringify(JSON.stringify(first.body)).length).toBeLessThan(6 * 1024 * 1024);

  // What is shown of a large group cannot be put back for the whole.
  const members = first.body.members.map(({ value }: Shown) => ({ value }));
  const whole = { schemas: [GROUP], displayName: 'Large', members };
  expect((await client('PUT', `/Groups/${large}`, whole)).status).toBe(413);
});

test('a filter that finds one large group shows it likewise; with others it is refused, with what to do', async () => {
  expect((await client('POST', '/Groups', groupBody('Small'))).status).toBe(201);
  const found = await client('GET', '/Groups?filter=displayName%20eq%20%22Large%22');
  expect(found.body.Resources[0].members).toHaveLength(MAX_SHOWN_MEMBERS);
  const refused = await client('GET', '/Groups');
  expectRefusal(refused, 400, 'tooMany', /excludedAttributes=members/);
  const advice = await client('GET', '/Groups?excludedAttributes=members');
  expect(advice.body.Resources).toHaveLength(2);
});

test('membersAfter is the id of a member', async () => {
  const refused = await client('GET', `/Groups/${large}?membersAfter=20000`);
  expectRefusal(refused, 400, 'invalidValue', /membersAfter/);
});
