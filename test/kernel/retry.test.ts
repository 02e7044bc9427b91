import { expect, test } from 'vitest';
import { type RetryPolicy, retry } from '#shared/kernel/retry.ts';

const policy: RetryPolicy = { attempts: 5, firstWait: 100, longestWait: 250, within: 10_000 };

/** Runs against a task that fails so many times, each time after a while. */
async function attempted(failures: number, { policy: given = policy, takes = 0 } = {}) {
  let now = 0;
  let attempts = 0;
  const waits: number[] = [];
  const ports = {
    clock: { now: () => now },
    sleep: async (ms: number) => {
      waits.push(ms);
      now += ms;
    },
    random: () => 1,
  };
  const outcome = await retry(
    { policy: given, ...ports },
    (error) => error === 'again',
    async () => {
      attempts += 1;
      now += takes;
      if (attempts <= failures) throw 'again';
      return 'done';
    },
  ).catch((error) => `failed: ${error}`);
  return { outcome, attempts, waits };
}

test('tries until it succeeds, waiting longer each time up to a limit', async () => {
  expect(await attempted(4)).toEqual({
    outcome: 'done',
    attempts: 5,
    waits: [100, 200, 250, 250],
  });
});

test('gives up when attempts run out', async () => {
  expect(await attempted(5)).toMatchObject({ outcome: 'failed: again', attempts: 5 });
});

test('begins no attempt after its time, however many are left', async () => {
  const slow = await attempted(99, { policy: { ...policy, attempts: 99 }, takes: 4_000 });
  expect(slow).toMatchObject({ outcome: 'failed: again', attempts: 3 });
});
