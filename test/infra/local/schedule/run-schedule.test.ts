import { expect, test } from 'vitest';
import { runSchedule } from '#infra/local/schedule/run-schedule.ts';
import { parseScheduleExpression } from '#infra/local/schedule/schedule-expression.ts';
import { ManualClock } from '../manual-clock.ts';

test('runs at every due time until it is stopped', async () => {
  const clock = new ManualClock(1_000);
  const stop = new AbortController();
  const runs: number[] = [];
  const next = parseScheduleExpression('rate(1 minute)', clock.now());
  const done = runSchedule(next, (due) => runs.push(due), clock, stop.signal);
  await clock.advance(59_999);
  expect(runs).toEqual([]);
  await clock.advance(1);
  expect(runs).toEqual([61_000]);
  await clock.advance(180_000);
  expect(runs).toEqual([61_000, 121_000, 181_000, 241_000]);
  stop.abort();
  await done;
});

test('ends by itself after its only time', async () => {
  const clock = new ManualClock(0);
  const runs: number[] = [];
  const next = parseScheduleExpression('at(1970-01-01T01:00:00)', 0);
  const done = runSchedule(next, (due) => runs.push(due), clock, new AbortController().signal);
  await clock.advance(2 * 3_600_000);
  await done;
  expect(runs).toEqual([3_600_000]);
});
