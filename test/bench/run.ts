import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startDynamoDBLocal } from '#infra/local/dynamodb-local.ts';
import { benchAlone } from './alone.ts';
import { describeMachine, measuredPart, writePage } from './benchmarks-page.ts';
import { benchSideBySide } from './side-by-side.ts';

const { values: options } = parseArgs({
  options: {
    /** Puts what was measured into docs/benchmarks.md. */
    write: { type: 'boolean', default: false },
    /** With few users and members, to see that it runs. */
    small: { type: 'boolean', default: false },
  },
});
const began = performance.now();
const tell = (progress: string) => {
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  process.stderr.write(`${seconds.padStart(8)} s  ${progress}\n`);
};

const load = loadavg();
const sizes = options.small ? ([400, 500, 1_000] as const) : ([1_000, 10_000, 100_000] as const);
const dynamodb = await startDynamoDBLocal();
try {
  tell('Rollcall by itself');
  const alone = await benchAlone(dynamodb.endpoint, sizes[2]);
  const found = await benchSideBySide(dynamodb.endpoint, sizes, tell);
  const findings = { ...found, alone, machine: describeMachine(load) };
  process.stdout.write(`${measuredPart(findings)}\n`);
  if (options.write) writePage(findings);
} finally {
  await dynamodb.stop();
}
