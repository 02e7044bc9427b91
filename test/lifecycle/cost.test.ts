import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { progressItem } from '#functions/adapters/dynamodb/lifecycle-item.ts';
import { DAY } from '#shared/kernel/clock.ts';
import { dayOf } from '#shared/lifecycle/activity.ts';
import { type Cost, meter } from '../support/meter.ts';
import { newClient, newTable } from '../support/new-table.ts';
import { acme } from '../support/people.ts';
import { createLifecycleWorld, type LifecycleWorld, ladder } from './support/lifecycle-world.ts';

const rows = readFileSync('docs/cost.md', 'utf8').split('\n');

let world: LifecycleWorld;
let costOf: (action: () => Promise<unknown>) => Promise<Cost>;

const DUE = 20;
const people: string[] = [];

beforeAll(async () => {
  const table = await newTable();
  costOf = meter(table.client, newClient()).of;
  world = await createLifecycleWorld(table);
  for (let n = 0; n < DUE; n += 1) people.push((await world.person(`p${n}`)).id);
  await world.setPolicy(ladder);
});

/** People who are there and whose day is far off: rows in the very index that is asked who is due. */
async function addCrowd(count: number): Promise<void> {
  const dueDay = dayOf(world.clock.time) + 1_000;
  const items = Array.from({ length: count }, () => {
    const progress = { scope: acme, userId: world.ports.newId(), revision: 1, policyVersion: 1 };
    return progressItem({ ...progress, dueDay }, world.clock.time);
  });
  await world.table.writeAll(items.map((Item) => ({ PutRequest: { Item } })));
}

/** For each of those who are due; what a run costs by itself is in it, shared among them. */
const each = ({ readUnits, writeUnits }: Cost) =>
  [readUnits, writeUnits].map((units) => Math.ceil((units / DUE) * 10) / 10);

test('a run costs what those cost whose day has come, and its price stands in docs/cost.md', async () => {
  const table: string[] = [];
  const row = (what: string, cost: Cost) => {
    const [read, write] = each(cost);
    table.push(`| ${what} | ${read} | ${write} |`);
  };
  world.clock.time += 3_600_000;
  row('give a new person a day', await costOf(() => world.sweep()));
  world.clock.time += 30 * DAY;
  for (const id of people) await world.seen(id);
  row('find out that somebody was seen since', await costOf(() => world.pass(30)));
  row('warn', await costOf(() => world.pass(30)));
  await addCrowd(200);
  row('suspend', await costOf(() => world.pass(30)));
  const amongFew = await costOf(() => world.pass(1));
  await addCrowd(1_000);
  const amongMany = await costOf(() => world.pass(1));
  row('deactivate', await costOf(() => world.pass(28)));
  expect(amongMany).toEqual(amongFew);
  for (const line of table) expect(rows).toContain(line);
}, 60_000);
