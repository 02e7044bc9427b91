import { parseArgs } from 'node:util';
import { startDynamoDBLocal } from '#infra/local/dynamodb-local.ts';
import { newTable } from '../support/new-table.ts';
import { createLifecycleWorld } from './support/lifecycle-world.ts';
import { accountsOf, violationsIn } from './year/check-year.ts';
import { simulate } from './year/simulate.ts';
import { resultOf, writeResult } from './year/simulation-page.ts';

const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '10000' },
    /** Another one plays another year. */
    seed: { type: 'string', default: '1' },
    /** Puts the result into docs/simulation.md. */
    write: { type: 'boolean', default: false },
  },
});
const began = performance.now();
const seconds = () => Math.round((performance.now() - began) / 1_000);
const settings = {
  people: Number(options.people),
  days: 364,
  every: 7,
  seed: Number(options.seed),
  faultRate: 0.01,
  tell: (progress: string) => process.stderr.write(`${seconds()} s  ${progress}\n`),
};
settings.tell(`seed ${settings.seed}`);
const dynamodb = await startDynamoDBLocal();
try {
  const world = await createLifecycleWorld(await newTable(dynamodb.endpoint));
  const year = await simulate(world, settings);
  const accounts = await accountsOf(world, year);
  const violations = violationsIn(year, accounts);
  const result = resultOf(settings, year, { accounts, violations, seconds: seconds() });
  process.stdout.write(`${result}\n${violations.slice(0, 50).join('\n')}\n`);
  if (violations.length > 0) process.exitCode = 1;
  else if (options.write) writeResult(result);
} finally {
  await dynamodb.stop();
}
