import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MAX_ATTEMPTS,
  MAX_RETRY_AFTER,
  retryAfterOf,
  waitAfter,
} from '#shared/webhooks/retry-schedule.ts';

const HOUR = 3_600_000;
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the waits', () => {
  test('are nine, and make ten attempts in 72 hours, a tenth up or down', () => {
    fc.assert(
      fc.property(fc.array(random, { minLength: 9, maxLength: 9 }), (chances) => {
        const waits = chances.map((chance, index) => waitAfter(index + 1, 0, chance));
        expect(waits).not.toContain(undefined);
        const total = waits.reduce((sum: number, wait) => sum + (wait ?? 0), 0) / HOUR;
        expect(total).toBeGreaterThan(64);
        expect(total).toBeLessThan(79);
      }),
    );
    expect(MAX_ATTEMPTS).toBe(10);
    expect(waitAfter(10, HOUR, 0.5)).toBeUndefined();
  });

  test('never become shorter from one to the next, nor by what a receiver asks for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), random, fc.nat(), (made, chance, asked) => {
        const wait = waitAfter(made, 0, chance) ?? 0;
        const longer = waitAfter(made, asked, chance) ?? 0;
        expect(longer).toBe(Math.max(wait, Math.min(asked, MAX_RETRY_AFTER)));
        expect(waitAfter(made + 1, 0, chance) ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(
          wait,
        );
      }),
    );
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-03-02T09:00:00Z');
  test.each([
    [undefined, 0],
    ['', 0],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['Mon, 02 Mar 2026 09:05:00 GMT', 300_000],
    ['Mon, 02 Mar 2026 08:00:00 GMT', 0],
    ['-1', 0],
    ['1e3', 0],
    ['99999999999', 0],
    ['tomorrow', 0],
    ['2026-03-02T10:00:00Z', 0],
  ])('%j is %d ms', (header, wait) => {
    expect(retryAfterOf(header, now)).toBe(wait);
  });

  test('is a number of milliseconds whatever comes', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const wait = retryAfterOf(header, now);
        expect(Number.isFinite(wait) && wait >= 0).toBe(true);
      }),
    );
  });
});
