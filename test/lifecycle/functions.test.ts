import type { SQSRecord } from 'aws-lambda';
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import { stepMessage } from '#functions/adapters/sqs/step-message.ts';
import { lifecycleStep } from '#functions/lifecycle-step/lifecycle-step.ts';
import { lifecycleSweep } from '#functions/lifecycle-sweep/lifecycle-sweep.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { createLifecycleWorld, ladder } from './support/lifecycle-world.ts';

const context = { functionName: 'sweep', getRemainingTimeInMillis: () => 300_000 };
const record = (messageId: string, body: string) => ({ messageId, body }) as SQSRecord;

let written: MockInstance;
beforeEach(() => {
  written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => written.mockRestore());

const lines = () => written.mock.calls.map(([line]) => String(line)).join('');

async function createFunctions() {
  const world = await createLifecycleWorld();
  await world.tenancy.createTenant({ id: 'without', createdAt: isoTime(world.clock.time) });
  await world.setPolicy(ladder);
  const queued: string[] = [];
  const handOn = async (body: string) => void queued.push(body);
  const { tenancy, lifecycle, clock } = world;
  const sweep = lifecycleSweep({ tenancy, lifecycle, clock, handOn });
  const step = lifecycleStep(world.ports, handOn);
  return { ...world, queued, sweep, step };
}

test('the sweep hands on the tenants that have something to do, once a day', async () => {
  const { sweep, step, queued, clock } = await createFunctions();
  await sweep({}, context);
  expect(queued.splice(0)).toEqual([stepMessage('acme')]);
  expect(await step({ Records: [record('1', stepMessage('acme'))] }, context)).toEqual({
    batchItemFailures: [],
  });
  await sweep({}, context);
  expect(queued).toEqual([]);
  clock.time += 86_400_000;
  await sweep({}, context);
  expect(queued).toEqual([stepMessage('acme')]);
  expect(lines()).toContain('"PoliciesStopped":0');
});

test('a policy that stopped is counted for as long as it stands, and handed on no more', async () => {
  const { sweep, queued, pass, seen, person } = await createFunctions();
  await seen((await person('ada')).id);
  expect(await pass(30, { silent: true })).toBe('stopped');
  await sweep({}, context);
  expect(queued).toEqual([]);
  expect(lines()).toContain('"PoliciesStopped":1');
});

test('a step that runs out of time hands on the rest, and what is no message fails alone', async () => {
  const { step, queued } = await createFunctions();
  const records = [record('bad', '{"tenant":'), record('good', stepMessage('acme'))];
  const short = { getRemainingTimeInMillis: () => 1_000 };
  expect(await step({ Records: records }, short)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'bad' }],
  });
  expect(queued).toEqual([stepMessage('acme')]);
});
