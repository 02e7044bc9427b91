import { setTimeout as sleep } from 'node:timers/promises';
import { deadUrl, HANGS, type Hooks } from './hooks.ts';
import type { LocalRollcall } from './local-rollcall.ts';
import { arrived, latencies, paced, type Sighting } from './sighting.ts';

const ALIVE = 9;
const PER_SECOND = 3;
const PER_ROUND = 10;

/** Failures in a row after which an endpoint counts as down. */
const UNTIL_DOWN = 5;
const WARM_UP = 2 * UNTIL_DOWN;
const LONGEST_DYING = 60_000;

/** What became of the tenth endpoint of a tenant, and what the other nine waited for each event, in milliseconds. */
export interface Condition {
  readonly tenth: 'answers' | 'refuses' | 'hangs';
  readonly others: number[];
}

/** Three tenants of ten endpoints each, one after the other over and over, so that noise falls on all alike. */
export async function benchIsolation(
  rollcall: LocalRollcall,
  hooks: Hooks,
  messages: Sighting[],
  rounds: number,
): Promise<Condition[]> {
  const tenths = {
    answers: `${hooks.url}/tenth`,
    refuses: await deadUrl(),
    hangs: hooks.url + HANGS,
  };
  const conditions: (Condition & { create(n: number): Promise<void> })[] = [];
  for (const tenth of ['answers', 'refuses', 'hangs'] as const) {
    const create = await rollcall.tenant(tenth);
    await rollcall.addWebhook(tenth, { url: tenths[tenth] });
    for (let n = 0; n < ALIVE; n += 1) {
      await rollcall.addWebhook(tenth, { url: `${hooks.url}/${tenth}/${n}` });
    }
    conditions.push({ tenth, create, others: [] });
  }
  let created = 0;
  const round = async ({ tenth, create }: (typeof conditions)[number], events: number) => {
    messages.length = 0;
    const from = created;
    created += events;
    await paced(events, PER_SECOND, (index) => create(from + index));
    const mine = () => messages.filter(({ place }) => place.startsWith(`/${tenth}/`));
    return latencies(await arrived(mine, events * ALIVE));
  };
  for (const condition of conditions) await round(condition, WARM_UP);
  await dead(hooks);
  for (let turn = 0; turn < rounds; turn += 1) {
    // Each has its turn at each place.
    const first = turn % conditions.length;
    for (const condition of [...conditions.slice(first), ...conditions.slice(0, first)]) {
      condition.others.push(...(await round(condition, PER_ROUND)));
    }
  }
  return conditions;
}

/** Before it is known to be down an endpoint that hangs holds functions for as long as it may, and there are few here. */
async function dead({ givenUp }: Hooks): Promise<void> {
  const end = performance.now() + LONGEST_DYING;
  while (givenUp() < UNTIL_DOWN) {
    if (performance.now() > end) throw new Error('The endpoint that hangs was not tried enough.');
    await sleep(100);
  }
}
