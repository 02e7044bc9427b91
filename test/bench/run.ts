import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startDynamoDBLocal } from '#infra/local/dynamodb-local.ts';
import { benchAlone } from './alone.ts';
import {
  besidePart,
  chainPart,
  describeMachine,
  lambdasPart,
  lifecyclePart,
  type Part,
  writePart,
} from './benchmarks-page.ts';
import { benchLambdas } from './bundle.ts';
import { benchChain } from './chain.ts';
import { benchLifecycle, requireConstantCost } from './lifecycle.ts';
import { benchSideBySide } from './side-by-side.ts';

const { values: options } = parseArgs({
  options: {
    /** Puts what was measured into docs/benchmarks.md. */
    write: { type: 'boolean', default: false },
    /** With few users and members, to see that it runs. */
    small: { type: 'boolean', default: false },
    /** One part of the page. */
    only: { type: 'string' },
    /** In the larger of the tables that a sweep is measured in. */
    people: { type: 'string', default: '1000000' },
    /** For as long at most that table is filled. */
    minutes: { type: 'string', default: '40' },
  },
});
const began = performance.now();
const tell = (progress: string) => {
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  process.stderr.write(`${seconds.padStart(8)} s  ${progress}\n`);
};
const sizes = options.small ? ([400, 500, 1_000] as const) : ([1_000, 10_000, 100_000] as const);

const parts: Record<Part, () => Promise<string>> = {
  async lambdas() {
    const load = loadavg();
    tell('starts of Lambdas');
    return lambdasPart(await benchLambdas(), describeMachine(load));
  },
  async chain() {
    const load = loadavg();
    const found = await benchChain(options.small, tell);
    return chainPart(found, describeMachine(load));
  },
  async beside() {
    const load = loadavg();
    const dynamodb = await startDynamoDBLocal();
    try {
      tell('Rollcall by itself');
      const alone = await benchAlone(dynamodb.endpoint, sizes[2]);
      const found = await benchSideBySide(dynamodb.endpoint, sizes, tell);
      return besidePart({ ...found, alone, machine: describeMachine(load) });
    } finally {
      await dynamodb.stop();
    }
  },
  async lifecycle() {
    const load = loadavg();
    const dynamodb = await startDynamoDBLocal();
    try {
      const crowds = options.small ? [2_000, 4_000] : [10_000, Number(options.people)];
      const costs = await benchLifecycle(dynamodb.endpoint, crowds, Number(options.minutes), tell);
      const page = lifecyclePart(costs, describeMachine(load));
      requireConstantCost(costs, page);
      return page;
    } finally {
      await dynamodb.stop();
    }
  },
};

const all = ['lambdas', 'chain', 'beside', 'lifecycle'] as const;
const chosen = all.filter((part) => (options.only ?? part) === part);
if (chosen.length === 0) throw new Error(`There is no part ${options.only}: ${all.join(', ')}.`);
for (const part of chosen) {
  const measured = await parts[part]();
  process.stdout.write(`${measured}\n`);
  if (options.write) writePart(part, measured);
}
