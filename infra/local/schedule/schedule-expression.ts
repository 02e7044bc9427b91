import { StartError } from '../start-error.ts';
import { parseCron } from './cron.ts';

/** The next time after `after` at which a schedule is due; both in milliseconds since the epoch. */
export type NextRun = (after: number) => number | undefined;

const UNIT_MILLISECONDS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/**
 * `rate(5 minutes)`, `cron(0 12 * * ? *)` or `at(2026-11-22T04:00:00)`, in UTC.
 *
 * @param start From when a rate counts, in milliseconds since the epoch.
 * @throws StartError
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function parseScheduleExpression(expression: string, start: number): NextRun {
  const [, kind, argument = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return parseRate(argument, start);
  if (kind === 'cron') return parseCron(argument);
  const due = kind === 'at' ? Date.parse(`${argument}Z`) : Number.NaN;
  if (Number.isNaN(due)) throw new StartError(`There is no schedule like ${expression}.`);
  return (after) => (due > after ? due : undefined);
}

function parseRate(argument: string, start: number): NextRun {
  const [, count = '', unit = '', plural] =
    /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(argument) ?? [];
  const milliseconds = UNIT_MILLISECONDS[unit];
  if (milliseconds === undefined || (count === '1') === Boolean(plural)) {
    throw new StartError(`There is no rate like rate(${argument}).`);
  }
  const period = Number(count) * milliseconds;
  return (after) => start + (Math.floor((after - start) / period) + 1) * period;
}
