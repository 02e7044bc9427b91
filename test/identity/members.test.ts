import { beforeAll, describe, expect, test } from 'vitest';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { outboxRecord } from '#functions/adapters/dynamodb/outbox-item.ts';
import { deleteResource } from '#shared/identity/delete-resource.ts';
import { settleDue } from '#shared/identity/settle-due.ts';
import { updateResource } from '#shared/identity/update-resource.ts';
import type { MemberInstruction } from '#shared/scim/patch/member-change.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import { Crash, type FaultyClient, withFaults } from '../support/faults.ts';
import { newTable } from '../support/new-table.ts';
import { acme, attributes, mandate, newGroup, newUser, newUsers } from '../support/people.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let faulty: FaultyClient;

beforeAll(async () => {
  const { client, tableName } = await newTable();
  faulty = withFaults(client);
  world = await createWorld({ client, tableName });
});

const edit = async (groupId: string, ...members: MemberInstruction[]) =>
  await updateResource(world.ports, mandate, groupType, groupId, {
    attributes: (current) => current,
    members,
  });

const memberIds = async (groupId: string) =>
  (await world.store.members(acme, groupId)).map(({ id }) => id).sort();

const asUser = (id: string) => ({ id, type: 'User' as const });

const happenings = async (groupId: string) => {
  const { pk } = keys.resource(acme, 'Group', groupId);
  const rows = await world.table.query({ pk, prefix: 'EVENT#' });
  return rows.map(outboxRecord).flatMap((record) => record.happenings);
};

/** Every call fails from the given one on, as in a process that ended there. */
const dieAt = (point: number, fault: 'crashBefore' | 'crashAfter') => {
  let calls = 0;
  faulty.setFaults(() => {
    calls += 1;
    if (calls < point) return undefined;
    return calls === point ? fault : 'crashBefore';
  });
};

describe('membership', () => {
  test('20 writers that each add one member all succeed, with every third transaction in conflict', async () => {
    const users = await newUsers(world.ports, 'parallel', 20);
    const group = await newGroup(world.ports, 'Crowd');
    let calls = 0;
    faulty.setFaults((command) => {
      if (command !== 'TransactWriteItemsCommand') return undefined;
      calls += 1;
      return calls % 3 === 0 ? 'conflict' : undefined;
    });
    await Promise.all(
      users.map(({ id }) => edit(group.id, { op: 'add', members: [{ value: id }] })),
    );
    faulty.setFaults(undefined);
    expect(await memberIds(group.id)).toEqual(users.map(({ id }) => id).sort());
    expect((await world.store.resource(acme, 'Group', group.id))?.version).toBe(21);
    expect((await happenings(group.id)).map(({ type }) => type).sort()).toEqual([
      'group.created',
      ...Array.from({ length: 20 }, () => 'group.member_added'),
    ]);
  });

  test('a change whose answer was lost happens once', async () => {
    const [user] = await newUsers(world.ports, 'lost', 1);
    const group = await newGroup(world.ports, 'Lost and found');
    let lost = 0;
    faulty.setFaults((command) => {
      if (command !== 'TransactWriteItemsCommand' || lost > 0) return undefined;
      lost += 1;
      return 'lost';
    });
    await edit(group.id, { op: 'add', members: [{ value: user?.id ?? '' }] });
    faulty.setFaults(undefined);
    expect(lost).toBe(1);
    expect((await world.store.resource(acme, 'Group', group.id))?.version).toBe(2);
  });

  test('a member that does not exist is refused by name, and nothing changes', async () => {
    const group = await newGroup(world.ports, 'Strangers');
    const stranger = world.ports.newId();
    await expect(edit(group.id, { op: 'add', members: [{ value: stranger }] })).rejects.toThrow(
      `members: ${stranger} is neither a user nor a group here.`,
    );
    expect((await world.store.resource(acme, 'Group', group.id))?.version).toBe(1);
  });

  test('what is there already or absent already changes nothing', async () => {
    const user = await newUser(world.ports, 'same@example.com');
    const group = await newGroup(world.ports, 'Same', [user.id]);
    await edit(group.id, { op: 'add', members: [{ value: user.id }] });
    await edit(group.id, { op: 'remove', ids: [world.ports.newId()] });
    await edit(
      group.id,
      { op: 'remove', ids: [user.id] },
      { op: 'add', members: [{ value: user.id }] },
    );
    expect((await world.store.resource(acme, 'Group', group.id))?.version).toBe(1);
  });
});

describe('a member delta too large for one transaction', () => {
  /** Two slices. */
  const MANY = 90;
  let crowd: string[];
  beforeAll(async () => {
    crowd = (await newUsers(world.ports, 'large', 5 * 80 + 1)).map(({ id }) => id);
  });

  test('ends in the state that was asked for or in the one before, wherever the process dies', async () => {
    const users = crowd.slice(0, MANY);
    let calls = 0;
    faulty.setFaults(() => {
      calls += 1;
      return undefined;
    });
    await newGroup(world.ports, 'Undisturbed', users);
    const points = calls;
    expect(points).toBeGreaterThan(8);
    const outcomes = { asked: 0, before: 0 };
    for (let point = 1; point <= points; point += 1) {
      const group = await newGroup(world.ports, `Dies at ${point}`);
      dieAt(point, point % 2 === 0 ? 'crashBefore' : 'crashAfter');
      await edit(group.id, { op: 'add', members: users.map((value) => ({ value })) }).catch(
        (error: unknown) => expect(error).toBeInstanceOf(Crash),
      );
      faulty.setFaults(undefined);
      world.clock.offset += 61_000;
      expect((await settleDue(world.ports, 100)).failures).toEqual([]);
      const members = await memberIds(group.id);
      const added = (await happenings(group.id)).filter(
        ({ type }) => type === 'group.member_added',
      );
      expect(added).toHaveLength(members.length);
      expect((await world.store.resource(acme, 'Group', group.id))?.journal).toBeUndefined();
      if (members.length === 0) outcomes.before += 1;
      else {
        expect(members).toEqual([...users].sort());
        outcomes.asked += 1;
      }
    }
    expect(outcomes.asked).toBeGreaterThan(3);
    expect(outcomes.before).toBeGreaterThan(1);
  }, 90_000);

  test('that takes longer than a request may is left to the next, and to the schedule', async () => {
    const users = crowd;
    const group = await newGroup(world.ports, 'Slow');
    faulty.setFaults((command) => {
      if (command === 'TransactWriteItemsCommand') world.clock.offset += 13_000;
      return undefined;
    });
    await edit(group.id, { op: 'replace', members: users.map((value) => ({ value })) });
    const inPlace = (await memberIds(group.id)).length;
    expect(inPlace).toBeLessThan(users.length);
    await expect(edit(group.id, { op: 'remove', ids: users.slice(0, 1) })).rejects.toMatchObject({
      code: 'unavailable',
      retryAfter: 5,
    });
    faulty.setFaults(undefined);
    world.clock.offset += 61_000;
    expect((await settleDue(world.ports, 100)).failures).toEqual([]);
    expect(await memberIds(group.id)).toEqual([...users].sort());
  });

  test('is finished by whoever changes the group next', async () => {
    const users = crowd.slice(0, MANY);
    const group = await newGroup(world.ports, 'Handed over');
    let transactions = 0;
    faulty.setFaults((command) => {
      if (command === 'TransactWriteItemsCommand') transactions += 1;
      return transactions > 1 ? 'crashBefore' : undefined;
    });
    await edit(group.id, { op: 'replace', members: users.map((value) => ({ value })) });
    faulty.setFaults(undefined);
    expect(await memberIds(group.id)).toEqual([]);
    const [first = ''] = users;
    await edit(group.id, { op: 'remove', ids: [first] });
    expect(await memberIds(group.id)).toEqual(users.slice(1).sort());
  });
});

test('of two renamings the earlier one, settled late, leaves the name that the group has', async () => {
  const user = await newUser(world.ports, 'renamed@example.com');
  const first = await newGroup(world.ports, 'Red', [user.id]);
  const named = (version: number, displayName: string) => ({
    ...first,
    version,
    attributes: attributes({ displayName }),
  });
  await world.store.renameInMembers(acme, named(3, 'Red'));
  await world.store.renameInMembers(acme, named(2, 'RED'));
  const [membership] = await world.store.memberOf(acme, asUser(user.id));
  expect(membership?.groupName).toBe('Red');
});

describe('deletion', () => {
  test('takes a user out of every group, each group changing by itself', async () => {
    const user = await newUser(world.ports, 'leaver@example.com');
    const groups = await Promise.all(
      ['One', 'Two', 'Three'].map((name) => newGroup(world.ports, name, [user.id])),
    );
    await deleteResource(world.ports, mandate, userType, user.id);
    for (const { id } of groups) {
      expect(await memberIds(id)).toEqual([]);
      expect((await happenings(id)).map(({ type }) => type)).toEqual([
        'group.created',
        'group.member_added',
        'group.member_removed',
      ]);
    }
  });

  test('that was cut short is finished when its journal is due', async () => {
    const user = await newUser(world.ports, 'cut@example.com');
    const group = await newGroup(world.ports, 'Cut', [user.id]);
    let transactions = 0;
    faulty.setFaults((command) => {
      if (command === 'TransactWriteItemsCommand') transactions += 1;
      return transactions > 1 ? 'crashBefore' : undefined;
    });
    await deleteResource(world.ports, mandate, userType, user.id);
    faulty.setFaults(undefined);
    expect(await memberIds(group.id)).toEqual([user.id]);
    await settleDue(world.ports, 100);
    expect(await memberIds(group.id)).toEqual([user.id]);
    world.clock.offset += 61_000;
    await settleDue(world.ports, 100);
    expect(await memberIds(group.id)).toEqual([]);
    expect(await world.store.journalsDue(world.clock.now(), 10)).toEqual([]);
  });

  test('of a group removes its memberships', async () => {
    const user = await newUser(world.ports, 'stays@example.com');
    const group = await newGroup(world.ports, 'Ends', [user.id]);
    expect(await world.store.memberOf(acme, asUser(user.id))).toHaveLength(1);
    await deleteResource(world.ports, mandate, groupType, group.id);
    expect(await world.store.memberOf(acme, asUser(user.id))).toEqual([]);
  });
});

test('a renamed group bears its new name on every membership', async () => {
  const user = await newUser(world.ports, 'named@example.com');
  const group = await newGroup(world.ports, 'Old name', [user.id]);
  await updateResource(world.ports, mandate, groupType, group.id, {
    attributes: (current) =>
      Object.assign(Object.create(null), current, { displayName: 'New name' }),
    members: [],
  });
  expect(await world.store.memberOf(acme, asUser(user.id))).toEqual([
    expect.objectContaining({ groupId: group.id, groupName: 'New name' }),
  ]);
});
