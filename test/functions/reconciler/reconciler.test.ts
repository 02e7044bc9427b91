import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createOutbox } from '#functions/adapters/dynamodb/outbox.ts';
import { createPublicationLog } from '#functions/adapters/dynamodb/publication-log.ts';
import { createReckoningStore } from '#functions/adapters/dynamodb/reckoning-store.ts';
import { type ReconcilerPorts, reconcile } from '#functions/reconciler/reconcile.ts';
import { type Publish, publishCommitted } from '#shared/events/publish-committed.ts';
import { setState } from '#shared/identity/set-state.ts';
import { createFakeBus, malformed, recordIds, throttled } from '../../support/fake-bus.ts';
import { newTable } from '../../support/new-table.ts';
import { mandate, newUser, newUsers } from '../../support/people.ts';
import { createWorld, type World } from '../../support/world.ts';

const MINUTE = 60_000;
const context = { functionName: 'reconciler', getRemainingTimeInMillis: () => 240_000 };

let world: World;
let bus: ReturnType<typeof createFakeBus>;
let ports: ReconcilerPorts;
let metrics: Record<string, number>;
beforeEach(async () => {
  world = await createWorld(await newTable());
  bus = createFakeBus();
  const timing = { ...world.ports, sleep: async () => {} };
  ports = {
    ...timing,
    tenancy: world.tenancy,
    outbox: createOutbox(world.table),
    reckonings: createReckoningStore(world.table),
    log: createPublicationLog(world.table, timing),
    publish: bus.publish,
  };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    const line = JSON.parse(String(text));
    if (line._aws) metrics = line;
    return true;
  });
  await world.tenancy.createTenant({ id: 'acme', createdAt: new Date().toISOString() });
  return () => vi.restoreAllMocks();
});

const run = () => reconcile(ports)({}, context);

const pass = (minutes: number) => {
  world.clock.offset += minutes * MINUTE;
};

async function people(...names: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push((await newUser(world.ports, `${name}@example.com`)).id);
  return ids;
}

const subjects = () => bus.taken.map(({ subject }) => subject.id);
const noted = async (tenant = 'acme') =>
  (await ports.log.from(tenant, 0, 100)).flatMap((row) => row.publications);

describe('the reconciler', () => {
  test('publishes what nobody did, in order, once, and counts it', async () => {
    const ids = await people('ann', 'bob', 'cy');
    pass(6);
    await run();
    expect(subjects()).toEqual(ids);
    expect(metrics).toMatchObject({ RecordsFound: 3, RecordsLeft: 0, TenantsLeft: 0 });
    expect((await noted()).map(({ subject }) => subject.id)).toEqual(ids);
    for (const minutes of [0, 5, 20]) {
      pass(minutes);
      await run();
      expect(metrics).toMatchObject({ RecordsFound: 0, RecordsLeft: 0 });
    }
    expect(bus.taken).toHaveLength(3);
  });

  test('leaves the relay its time, and what it published', async () => {
    const [, bob] = await people('ann', 'bob');
    await run();
    expect(metrics).toMatchObject({ RecordsFound: 0 });
    const { places } = await ports.outbox.born('acme', 0, world.clock.now() + 1);
    const [first] = await ports.outbox.at(places);
    if (typeof first !== 'object') throw new Error('There is no such record.');
    await publishCommitted({ ...ports, hasTime: () => true }, [first]);
    pass(6);
    await run();
    expect(subjects().slice(1)).toEqual([bob]);
    expect(metrics).toMatchObject({ RecordsFound: 1 });
  });

  test('finds what a directory keeps to itself', async () => {
    const vendor = await world.directory('strict', { visibility: 'own' });
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
    const { body } = await vendor('POST', '/Users', { schemas, userName: 'mallory' });
    pass(6);
    await run();
    expect(subjects()).toEqual([body.id]);
    const [record] = await ports.outbox.of('acme', await noted());
    expect(record?.record.subject.id).toBe(body.id);
  });

  test('keeps at it as long as the bus takes nothing, and says so', async () => {
    const ids = await people('ann', 'bob');
    bus.refuses = () => throttled;
    pass(6);
    await run();
    expect(metrics).toMatchObject({ RecordsFound: 0, RecordsLeft: 2 });
    // Long after: nothing of it is forgotten.
    pass(24 * 60);
    const late = await people('cy');
    await run();
    bus.refuses = () => undefined;
    pass(6);
    await run();
    expect(subjects()).toEqual([...ids, ...late]);
    expect(metrics).toMatchObject({ RecordsFound: 3, RecordsLeft: 0 });
  });

  test('goes on behind what was published, when its process ended among many', async () => {
    const users = await newUsers(world.ports, 'many', 250);
    let calls = 0;
    const publish: Publish = async (events) => {
      calls += 1;
      if (calls === 3) throw new Error('The process ended.');
      return await bus.publish(events);
    };
    ports = { ...ports, publish };
    pass(6);
    await expect(run()).rejects.toThrow();
    expect(bus.taken).toHaveLength(200);
    await run();
    expect(subjects().toSorted()).toEqual(users.map(({ id }) => id).toSorted());
  });

  test('lets no later change overtake one that has to come again, however many lie between', async () => {
    const [ann = ''] = await people('ann');
    await newUsers(world.ports, 'many', 120);
    await setState(world.ports, mandate, ann, 'deactivated');
    bus.refuses = ({ type, subject }) =>
      subject.id === ann && type === 'user.created' ? throttled : undefined;
    pass(6);
    await run();
    expect(metrics).toMatchObject({ RecordsFound: 120, RecordsLeft: 2 });
    expect(subjects()).not.toContain(ann);
    bus.refuses = () => undefined;
    await run();
    const ofAnn = bus.taken.filter(({ subject }) => subject.id === ann);
    expect(ofAnn.map(({ type }) => type)).toEqual(['user.created', 'user.deactivated']);
  });

  test('passes over what is refused for good, and tries it again each time', async () => {
    const [ann = '', bob = ''] = await people('ann', 'bob');
    bus.refuses = ({ subject }) => (subject.id === ann ? malformed : undefined);
    pass(6);
    await run();
    expect(metrics).toMatchObject({ RecordsFound: 1, RecordsLeft: 1 });
    pass(60);
    await run();
    expect(metrics).toMatchObject({ RecordsFound: 0, RecordsLeft: 1 });
    expect(subjects()).toEqual([bob]);
    bus.refuses = () => undefined;
    await run();
    expect(metrics).toMatchObject({ RecordsFound: 1, RecordsLeft: 0 });
    expect(subjects()).toEqual([bob, ann]);
  });

  test('finds what the index did not show in time', async () => {
    const [ann] = await people('ann', 'bob');
    const { born } = ports.outbox;
    ports.outbox.born = async (...span) => {
      const { places, until } = await born(...span);
      return { places: places.slice(1), until };
    };
    pass(6);
    await run();
    expect(subjects()).not.toContain(ann);
    ports.outbox.born = born;
    pass(5);
    await run();
    expect(subjects()).toContain(ann);
  });

  test('lets no tenant stand in the way of another', async () => {
    await world.tenancy.createTenant({ id: 'broken', createdAt: new Date().toISOString() });
    await people('ann');
    const { born } = ports.outbox;
    ports.outbox.born = (tenant, ...span) =>
      tenant === 'broken' ? Promise.reject(new Error('Broken')) : born(tenant, ...span);
    pass(6);
    await expect(run()).rejects.toThrow('1 tenants could not be reconciled');
    expect(bus.taken).toHaveLength(1);
  });

  test('reads five times for a tenant of whom there is nothing new', async () => {
    await people('ann');
    pass(6);
    await run();
    pass(60);
    await run();
    pass(60);
    const send = vi.spyOn(world.client, 'send');
    await run();
    // Beside the list of tenants and the tenant itself: where it stood, and four shards of the feed.
    expect(send).toHaveBeenCalledTimes(2 + 5);
    expect(recordIds(bus.taken)).toHaveLength(1);
  });
});
