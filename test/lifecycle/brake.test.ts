import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BrakeSettings,
  DEFAULT_BRAKE,
  type Departures,
  leftWithin,
  mostOf,
  percentOf,
  withDepartures,
} from '#shared/lifecycle/brake.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const comings = fc.array(
  fc.record({
    wait: fc.oneof(fc.integer({ min: 0, max: 3 * HOUR }), fc.integer({ min: 0, max: 2 * DAY })),
    count: fc.integer({ min: 1, max: 5 }),
  }),
  { maxLength: 60 },
);

describe('who left within a day', () => {
  test('are all of the last 24 hours, nobody of more than 25, and few words', () => {
    fc.assert(
      fc.property(comings, fc.integer({ min: 0, max: 10 * DAY }), (walk, start) => {
        let now = 1_700_000_000_000 + start;
        let departures: Departures = [];
        const log: { at: number; count: number }[] = [];
        for (const { wait, count } of walk) {
          now += wait;
          departures = withDepartures(departures, count, now);
          log.push({ at: now, count });
          const sum = (age: number) =>
            log.filter(({ at }) => now - at < age).reduce((all, each) => all + each.count, 0);
          expect(leftWithin(departures, now)).toBeGreaterThanOrEqual(sum(DAY));
          expect(leftWithin(departures, now)).toBeLessThanOrEqual(sum(DAY + HOUR));
          expect(departures.length).toBeLessThanOrEqual(25);
        }
      }),
    );
  });

  test('are counted by a clock that goes backwards as well', () => {
    const later = withDepartures([], 3, DAY);
    const both = withDepartures(later, 2, DAY - 2 * HOUR);
    expect(leftWithin(both, DAY)).toBe(5);
  });
});

describe('how many may leave', () => {
  const settings = fc.record<BrakeSettings>({
    mode: fc.constant('hold'),
    percent: fc.integer({ min: 1, max: 100 }),
    count: fc.integer({ min: 0, max: 10_000 }),
    minimum: fc.integer({ min: 0, max: 1_000 }),
  });

  test('is never more than the share or the number, above the minimum', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 0, max: 100_000 }), (brake, population) => {
        const most = mostOf(brake, population);
        if (population <= brake.minimum) expect(most).toBe(Number.POSITIVE_INFINITY);
        else {
          expect(most).toBeLessThanOrEqual(brake.count);
          expect(most * 100).toBeLessThanOrEqual(population * brake.percent);
          if (most < brake.count) {
            expect((most + 1) * 100).toBeGreaterThan(population * brake.percent);
            expect(percentOf(most + 1, population)).toBeGreaterThan(brake.percent);
          }
        }
      }),
    );
  });

  test('by default is a fifth, at most 500, of more than 100, unless the brake is off', () => {
    expect(mostOf(DEFAULT_BRAKE, 100)).toBe(Number.POSITIVE_INFINITY);
    expect(mostOf(DEFAULT_BRAKE, 101)).toBe(20);
    expect(mostOf(DEFAULT_BRAKE, 1_000_000)).toBe(500);
    expect(mostOf({ ...DEFAULT_BRAKE, mode: 'off' }, 1_000_000)).toBe(Number.POSITIVE_INFINITY);
  });
});
