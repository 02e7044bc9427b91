import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseScheduleExpression } from '#infra/local/schedule/schedule-expression.ts';

const START = Date.parse('2026-11-22T04:15:30Z'); // a Sunday

function next(expression: string, after = START): string | undefined {
  const due = parseScheduleExpression(expression, START)(after);
  return due === undefined ? undefined : new Date(due).toISOString();
}

describe('parseScheduleExpression', () => {
  test.each([
    ['rate(1 minute)', '2026-11-22T04:16:30.000Z'],
    ['rate(2 hours)', '2026-11-22T06:15:30.000Z'],
    ['at(2026-12-01T00:00:00)', '2026-12-01T00:00:00.000Z'],
    ['at(2026-11-22T04:15:30)', undefined],
    ['cron(* * * * ? *)', '2026-11-22T04:16:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-11-22T04:30:00.000Z'],
    ['cron(15 4 * * ? *)', '2026-11-23T04:15:00.000Z'],
    ['cron(0 12 ? * MON-FRI *)', '2026-11-23T12:00:00.000Z'],
    ['cron(0 12 ? * 1 *)', '2026-11-22T12:00:00.000Z'],
    ['cron(0 0 L * ? *)', '2026-11-30T00:00:00.000Z'],
    ['cron(30 8 1,15 JAN,JUN ? *)', '2027-01-01T08:30:00.000Z'],
    ['cron(0 0 29 2 ? *)', '2028-02-29T00:00:00.000Z'],
    ['cron(0 0 1 1 ? 2020)', undefined],
  ])('%s is next due at %s', (expression, due) => {
    expect(next(expression)).toBe(due);
  });

  test.each([
    'rate(1 minutes)',
    'rate(5 minute)',
    'rate(0 minutes)',
    'rate(5 weeks)',
    'every minute',
    'cron(* * * * * *)',
    'cron(* * ? * ? *)',
    'cron(60 * * * ? *)',
    'cron(* * * * ?)',
    'cron(0 0 ? * 2#1 *)',
    'cron(0 0 15W * ? *)',
    'at(tomorrow)',
  ])('refuses %s', (expression) => {
    expect(() => parseScheduleExpression(expression, START)).toThrow(
      /There is no|needs six fields/,
    );
  });

  test('a rate is due once in every period, however late one asks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(10_000_000), (minutes, elapsed) => {
        const run = parseScheduleExpression(
          `rate(${minutes} minute${minutes > 1 ? 's' : ''})`,
          START,
        );
        const due = run(START + elapsed) ?? 0;
        const period = minutes * 60_000;
        expect((due - START) % period).toBe(0);
        expect(due).toBeGreaterThan(START + elapsed);
        expect(due - START - elapsed).toBeLessThanOrEqual(period);
      }),
    );
  });
});
