import { startHooks } from './hooks.ts';
import { benchIsolation, type Condition } from './isolation.ts';
import { type LocalRollcall, startLocalRollcall } from './local-rollcall.ts';
import { arrived, latencies, paced, quantile, type Sighting } from './sighting.ts';

const PER_SECOND = 5;
const CLIENTS = 8;
const WARM_UP = 20;

/** More than a receiver gets by default, so that it is not the receiver's limit that is measured. */
const UNHINDERED = { concurrency: 50, perSecond: 500 };

/** Rows of tables, the head first. */
export interface ChainFindings {
  readonly latency: readonly (readonly string[])[];
  readonly throughput: readonly (readonly string[])[];
}

/** What happens after a commit, through `npm start`: to the bus, to one endpoint, and to ten of which one is dead. */
export async function benchChain(
  small: boolean,
  tell: (progress: string) => void,
): Promise<ChainFindings> {
  const bus: Sighting[] = [];
  const messages: Sighting[] = [];
  const hooks = await startHooks((sighting) => messages.push(sighting));
  tell('npm start comes up');
  const rollcall = await startLocalRollcall((sighting) => bus.push(sighting));
  try {
    const create = await aTenant(rollcall, hooks.url);
    const trial = { bus, messages, create };
    tell('events at a steady pace');
    await atPace(trial, 0, WARM_UP);
    const paceRows = await atPace(trial, WARM_UP, small ? 20 : 100);
    tell('events as fast as it goes');
    const throughput = await atFullSpeed(trial, small ? 40 : 200);
    tell('ten endpoints, one of them dead');
    const conditions = await benchIsolation(rollcall, hooks, messages, small ? 1 : 5);
    return { latency: [...paceRows, ...isolationRows(conditions)], throughput };
  } finally {
    await rollcall.stop();
    hooks.close();
  }
}

interface Trial {
  readonly bus: Sighting[];
  readonly messages: Sighting[];
  readonly create: (n: number) => Promise<void>;
}

async function aTenant(rollcall: LocalRollcall, url: string): Promise<Trial['create']> {
  const create = await rollcall.tenant('bench');
  await rollcall.addWebhook('bench', { url: `${url}/bench`, ...UNHINDERED });
  return create;
}

async function atPace({ bus, messages, create }: Trial, from: number, count: number) {
  bus.length = 0;
  messages.length = 0;
  await paced(count, PER_SECOND, (index) => create(from + index));
  const pace = `${PER_SECOND} changes a second`;
  return [
    ['from the commit', 'sightings', 'p50', 'p99', 'p99 / all answer', 'goal'],
    latencyRow(`to the bus, ${pace}`, latencies(await arrived(() => bus, count))),
    latencyRow(`to one endpoint, ${pace}`, latencies(await arrived(() => messages, count))),
  ];
}

async function atFullSpeed({ bus, messages, create }: Trial, count: number) {
  bus.length = 0;
  messages.length = 0;
  const began = Date.now();
  const numbers = Array.from({ length: count }, (_, n) => 1_000_000 + n).values();
  const client = async () => {
    for (const n of numbers) await create(n);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const committed = Date.now();
  const perSecond = (until: number) => Math.round((count * 1_000) / (until - began)).toString();
  const last = (sightings: readonly Sighting[]) => Math.max(...sightings.map(({ seen }) => seen));
  return [
    [`${count} changes, ${CLIENTS} clients at once`, 'a second'],
    ['committed and answered', perSecond(committed)],
    ['on the bus', perSecond(last(await arrived(() => bus, count)))],
    ['at an endpoint', perSecond(last(await arrived(() => messages, count)))],
  ];
}

function isolationRows(conditions: readonly Condition[]): string[][] {
  const [healthy] = conditions;
  const base = quantile(healthy?.others ?? [], 0.99);
  return conditions.map(({ tenth, others }) => {
    const row = latencyRow(`to nine endpoints, the tenth ${tenth}`, others);
    if (tenth === 'answers') return row;
    const ratio = quantile(others, 0.99) / base;
    return [...row.slice(0, 4), `${ratio.toFixed(2)}x`, '<= 1.05x'];
  });
}

function latencyRow(what: string, values: readonly number[]): string[] {
  const milliseconds = (share: number) => `${Math.round(quantile(values, share))} ms`;
  return [what, String(values.length), milliseconds(0.5), milliseconds(0.99), '', ''];
}
