import { expect, test } from 'vitest';
import { createPacedClock } from '#functions/runtime/paced-clock.ts';

test('by default it is the clock of the world', () => {
  const clock = createPacedClock({});
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
  expect(Math.abs(clock.until(Date.now() + 60_000) - 60_000)).toBeLessThan(1_000);
});

test('with a scale it counts from its origin, and tells how long a wait is in the world’s time', () => {
  const origin = Date.now() - 10_000;
  const settings = { ROLLCALL_TIME_SCALE: 1_000, ROLLCALL_TIME_ORIGIN: origin };
  const clock = createPacedClock(settings);
  const passed = clock.now() - origin;
  expect(passed).toBeGreaterThanOrEqual(10_000_000);
  expect(passed).toBeLessThan(12_000_000);
  expect(Math.abs(clock.until(clock.now() + 3_600_000) - 3_600)).toBeLessThan(100);
});
