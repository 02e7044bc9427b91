import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import { type Item, keyItem, N, S } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { progressItem } from '#functions/adapters/dynamodb/lifecycle-item.ts';
import { resourceItem } from '#functions/adapters/dynamodb/resource-item.ts';
import { DAY, isoTime } from '#shared/kernel/clock.ts';
import { createNewId } from '#shared/kernel/uuid-v7.ts';
import { dayOf } from '#shared/lifecycle/activity.ts';
import {
  createLifecycleWorld,
  type LifecycleWorld,
  ladder,
} from '../lifecycle/support/lifecycle-world.ts';
import { type Cost, meter } from '../support/meter.ts';
import { newClient, newTable } from '../support/new-table.ts';
import { acme, attributes, newUsers } from '../support/people.ts';

const DUE = 1_000;
/** Days until somebody has to look at the others. */
const FAR_OFF = 1_000;
/** Of so many of the others one has the rows of a user and of their activity as well. */
const SAMPLE = 10;
/** People whose rows are made at a time, and batches that are on their way at once. */
const CHUNK = 10_000;
const LANES = 4;

const GOAL = { from: 0.9, to: 1.1 };

/** What one sweep took, in units, calls or round trips, in tables of so many people. */
export interface SweepCost {
  readonly stage: string;
  readonly what: string;
  readonly populations: readonly number[];
  /** In the order of the populations. */
  readonly counts: readonly number[];
}

const measures = {
  'read units': ({ readUnits }) => readUnits,
  'write units': ({ writeUnits }) => writeUnits,
  'calls of DynamoDB': ({ calls }) => calls,
  'round trips': ({ roundTrips }) => roundTrips,
} satisfies Record<string, (cost: Cost) => number>;

/**
 * What it takes to warn and then to suspend 1,000 people, the others being so many that these populations come out, or
 * as many of them as can be written in so many minutes.
 */
export async function benchLifecycle(
  endpoint: string,
  wanted: readonly number[],
  minutes: number,
  tell: (progress: string) => void,
): Promise<SweepCost[]> {
  const found: Among[] = [];
  for (const people of wanted) found.push(await costsAmong(endpoint, people, minutes, tell));
  const populations = found.map(({ people }) => people);
  return (['warn', 'suspend'] as const).flatMap((stage) =>
    Object.entries(measures).map(([what, measured]) => {
      const counts = found.map((each) => measured(each[stage]));
      return { stage, what, populations, counts };
    }),
  );
}

interface Among {
  readonly people: number;
  readonly warn: Cost;
  readonly suspend: Cost;
}

/** @throws Error saying what grew, or shrank, with those who are not due. */
export function requireConstantCost(costs: readonly SweepCost[], page: string): void {
  const astray = costs.filter(({ counts: [few = 0, many = 0] }) => {
    const ratio = many / few;
    return !(ratio >= GOAL.from && ratio <= GOAL.to);
  });
  if (costs.length > 0 && astray.length === 0) return;
  const names = astray.map(({ stage, what }) => `${stage}: ${what}`).join(', ');
  throw new Error(`${page}\nA sweep does not cost what those cost who are due: ${names}.`);
}

async function costsAmong(
  endpoint: string,
  wanted: number,
  minutes: number,
  tell: (progress: string) => void,
): Promise<Among> {
  const table = await newTable(endpoint);
  const { of: costOf } = meter(table.client, newClient(endpoint));
  const world = await createLifecycleWorld(table);
  await settleDue(world);
  const people = DUE + (await addCrowd(world, wanted - DUE, minutes));
  tell(`${people.toLocaleString('en')} people; sweeping`);
  const warn = await costOf(() => sweepAfter(world, 60, 'warn'));
  const suspend = await costOf(() => sweepAfter(world, 30, 'suspend'));
  return { people, warn, suspend };
}

/** Those whose day will come: created like anybody, seen once, and given a day by a sweep. */
async function settleDue(world: LifecycleWorld): Promise<void> {
  const limits = { percent: 100, count: 10 * DUE };
  await world.setPolicy({ ...ladder, brake: { perRun: limits, perDay: limits } });
  const due = await newUsers(world.ports, 'due', DUE);
  for (const { id } of due) await world.seen(id);
  world.clock.time += DAY;
  await world.seen(due[0]?.id ?? '');
  await world.sweep();
}

async function sweepAfter(
  { clock, activity, lifecycle, sweep }: LifecycleWorld,
  days: number,
  stage: 'warn' | 'suspend',
): Promise<void> {
  clock.time += days * DAY;
  await activity.noteFeed('acme', clock.time);
  const outcome = await sweep();
  const { run } = await lifecycle.sweep('acme');
  if (outcome !== 'idle' || run?.taken[stage] !== DUE) {
    throw new Error(`The sweep ended ${outcome}; it took ${JSON.stringify(run?.taken)}.`);
  }
}

/**
 * Everybody else, written straight to the table: each in the index that is asked who is due. Their ids are of the day
 * before the first of those who are due: of people born later a sweep would see that they have no day yet.
 */
async function addCrowd(
  { table, clock }: LifecycleWorld,
  wanted: number,
  minutes: number,
): Promise<number> {
  const deadline = performance.now() + minutes * 60_000;
  const born = clock.time - 2 * DAY;
  const newId = createNewId({ now: () => born });
  const dueDay = dayOf(clock.time) + FAR_OFF;
  let count = 0;
  while (count < wanted && performance.now() < deadline) {
    const first = count;
    const rows = Array.from({ length: Math.min(CHUNK, wanted - count) }, (_, n) =>
      rowsOf(newId(), first + n, born, dueDay),
    );
    await writeRows(table, rows.flat());
    count += rows.length;
  }
  const more = { ':step': N(count), ':none': N(0) };
  await table.update(keys.counter(acme, 'User', 0), 'ADD amount :step, deletions :none', more);
  return count;
}

async function writeRows(table: LifecycleWorld['table'], rows: readonly WriteRequest[]) {
  const lane = Math.ceil(rows.length / LANES);
  const lanes = Array.from({ length: LANES }, (_, n) => rows.slice(n * lane, (n + 1) * lane));
  await Promise.all(lanes.map((each) => table.writeAll(each)));
}

function rowsOf(userId: string, n: number, born: number, dueDay: number): WriteRequest[] {
  const progress = { scope: acme, userId, revision: 1, policyVersion: 1, dueDay };
  const due = progressItem(progress, born);
  return (n % SAMPLE === 0 ? [due, ...sampleOf(userId, n, born)] : [due]).map((Item) => ({
    PutRequest: { Item },
  }));
}

function sampleOf(id: string, n: number, born: number): Item[] {
  const created = isoTime(born);
  const user = resourceItem(acme, {
    ...{ type: 'User', id, version: 1, created, lastModified: created },
    ...{ attributes: attributes({ userName: `other${n}@example.com` }), externalIds: {}, epoch: 0 },
  });
  const activity = keyItem(keys.activity(acme, id));
  return [user, { ...activity, seenDay: N(dayOf(born)), seen: N(born), kind: S('sign-in') }];
}
