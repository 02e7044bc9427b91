import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BrakeSettings, DEFAULT_BRAKE, mostOf, percentOf } from '#shared/lifecycle/brake.ts';

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
