import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '#shared/kernel/clock.ts';
import { countWithinDay, type HourlyCounts, withCount } from '#shared/lifecycle/hourly-counts.ts';

const comings = fc.array(
  fc.record({
    wait: fc.oneof(fc.integer({ min: 0, max: 3 * HOUR }), fc.integer({ min: 0, max: 2 * DAY })),
    count: fc.integer({ min: 1, max: 5 }),
  }),
  { maxLength: 60 },
);

describe('what is counted by the hour', () => {
  test('is all of the last 24 hours, nothing of more than 25, and few words', () => {
    fc.assert(
      fc.property(comings, fc.integer({ min: 0, max: 10 * DAY }), (walk, start) => {
        let now = 1_700_000_000_000 + start;
        let counts: HourlyCounts = [];
        const log: { at: number; count: number }[] = [];
        for (const { wait, count } of walk) {
          now += wait;
          counts = withCount(counts, count, now);
          log.push({ at: now, count });
          const sum = (age: number) =>
            log.filter(({ at }) => now - at < age).reduce((all, each) => all + each.count, 0);
          expect(countWithinDay(counts, now)).toBeGreaterThanOrEqual(sum(DAY));
          expect(countWithinDay(counts, now)).toBeLessThanOrEqual(sum(DAY + HOUR));
          expect(counts.length).toBeLessThanOrEqual(25);
        }
      }),
    );
  });

  test('is counted by a clock that goes backwards as well', () => {
    const later = withCount([], 3, DAY);
    const both = withCount(later, 2, DAY - 2 * HOUR);
    expect(countWithinDay(both, DAY)).toBe(5);
  });
});
