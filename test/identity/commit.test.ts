import { beforeAll, expect, test } from 'vitest';
import { updateResource } from '#shared/identity/update-resource.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { type Fault, type FaultyClient, withFaults } from '../support/faults.ts';
import { newTable } from '../support/new-table.ts';
import { mandate, newUser } from '../support/people.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let faulty: FaultyClient;

beforeAll(async () => {
  const { client, tableName } = await newTable();
  faulty = withFaults(client);
  world = await createWorld({ client, tableName });
});

const rename = async (id: string, userName: string) =>
  await updateResource(world.ports, mandate, userType, id, {
    attributes: (current) => Object.assign(Object.create(null), current, { userName }),
    members: [],
  });

test('of many that create the same userName at once, one succeeds and the others are told why', async () => {
  const attempts = Array.from({ length: 10 }, () => newUser(world.ports, 'one@example.com'));
  const outcomes = await Promise.allSettled(attempts);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused).toHaveLength(9);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'uniqueness' });
  expect((await world.store.tally(mandate.scope, 'User')).total).toBe(1);
});

test('changes of one user to the same new userName at once all succeed, as one change', async () => {
  const { id } = await newUser(world.ports, 'before@example.com');
  await Promise.all(Array.from({ length: 5 }, () => rename(id, 'after@example.com')));
  const user = await world.store.resource(mandate.scope, 'User', id);
  expect(user).toMatchObject({ version: 2, attributes: { userName: 'after@example.com' } });
});

test('a userName that was given up can be taken by somebody else', async () => {
  const { id } = await newUser(world.ports, 'given-up@example.com');
  await rename(id, 'moved-on@example.com');
  await expect(newUser(world.ports, 'Given-Up@example.com')).resolves.toMatchObject({ version: 1 });
  await expect(rename(id, 'given-up@example.com')).rejects.toMatchObject({ code: 'uniqueness' });
});

test('a creation whose answer was lost, and which was then refused for the time being, happens once', async () => {
  const befall: Fault[] = ['lost', 'conflict'];
  faulty.setFaults((command) =>
    command === 'TransactWriteItemsCommand' ? befall.shift() : undefined,
  );
  const made = await newUser(world.ports, 'made-once@example.com');
  faulty.setFaults(undefined);
  expect(befall).toEqual([]);
  expect(await world.store.resource(mandate.scope, 'User', made.id)).toEqual(made);
});
