import { StartError } from '../start-error.ts';
import type { NextRun } from './schedule-expression.ts';

const DAY_MILLISECONDS = 86_400_000;

/** A date that a leap year's 29 February must fall on may be eight years away. */
const LONGEST_SEARCH_DAYS = 366 * 9;

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const WEEKDAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');

interface Field {
  readonly lowest: number;
  readonly highest: number;
  /** Names of the values from the lowest on. */
  readonly names?: readonly string[];
}

const MINUTES: Field = { lowest: 0, highest: 59 };
const HOURS: Field = { lowest: 0, highest: 23 };
const DAYS_OF_MONTH: Field = { lowest: 1, highest: 31 };
const MONTHS_OF_YEAR: Field = { lowest: 1, highest: 12, names: MONTHS };
const DAYS_OF_WEEK: Field = { lowest: 1, highest: 7, names: WEEKDAYS };
const YEARS: Field = { lowest: 1970, highest: 2199 };

/**
 * AWS's six fields, in UTC: minutes, hours, day of month, month, day of week (1 is Sunday), year; one of the
 * two days is `?`. Lists, ranges, steps, names, and `L` for the last day of the month.
 *
 * @throws StartError also for `W` and `#`, which have no stand-in here.
 */
export function parseCron(expression: string): NextRun {
  const fields = expression.trim().split(/\s+/);
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  if (fields.length !== 6 || (dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new StartError(`cron(${expression}) needs six fields, and ? for one of the two days.`);
  }
  const isMonth = parseField(month, MONTHS_OF_YEAR);
  const isYear = parseField(year, YEARS);
  const isDay = dayTest(dayOfMonth, dayOfWeek);
  const times = timesOfDay(parseField(hours, HOURS), parseField(minutes, MINUTES));
  return (after) => {
    const firstDay = Math.floor(after / DAY_MILLISECONDS) * DAY_MILLISECONDS;
    for (let offset = 0; offset <= LONGEST_SEARCH_DAYS; offset += 1) {
      const day = firstDay + offset * DAY_MILLISECONDS;
      const date = new Date(day);
      if (!isYear(date.getUTCFullYear()) || !isMonth(date.getUTCMonth() + 1) || !isDay(date))
        continue;
      const time = times.find((candidate) => day + candidate > after);
      if (time !== undefined) return day + time;
    }
    return undefined;
  };
}

function dayTest(dayOfMonth: string, dayOfWeek: string): (date: Date) => boolean {
  if (dayOfMonth === 'L') {
    return (date) => new Date(date.getTime() + DAY_MILLISECONDS).getUTCDate() === 1;
  }
  if (dayOfMonth !== '?') {
    const isDay = parseField(dayOfMonth, DAYS_OF_MONTH);
    return (date) => isDay(date.getUTCDate());
  }
  const isWeekday = parseField(dayOfWeek, DAYS_OF_WEEK);
  return (date) => isWeekday(date.getUTCDay() + 1);
}

/** Milliseconds since midnight, ascending. */
function timesOfDay(
  isHour: (hour: number) => boolean,
  isMinute: (minute: number) => boolean,
): number[] {
  const minutesOfDay = Array.from({ length: 24 * 60 }, (_, index) => index);
  return minutesOfDay
    .filter((minute) => isHour(Math.floor(minute / 60)) && isMinute(minute % 60))
    .map((minute) => minute * 60_000);
}

function parseField(text: string, field: Field): (value: number) => boolean {
  const ranges = text.split(',').map((part) => parseRange(part, field));
  return (value) =>
    ranges.some(
      ({ from, to, step }) => value >= from && value <= to && (value - from) % step === 0,
    );
}

/** `*`, `5`, `MON-FRI`, `0/15` */
function parseRange(text: string, { lowest, highest, names = [] }: Field) {
  const [range = '', stepText] = text.split('/');
  const [first = '', last] = range === '*' ? [String(lowest), String(highest)] : range.split('-');
  const numberOf = (part: string) => {
    const index = names.indexOf(part.toUpperCase());
    return index >= 0 ? index + lowest : /^\d+$/.test(part) ? Number(part) : Number.NaN;
  };
  const from = numberOf(first);
  const to = last === undefined ? (stepText === undefined ? from : highest) : numberOf(last);
  const step = stepText === undefined ? 1 : numberOf(stepText);
  const isValid = from >= lowest && to <= highest && from <= to && step >= 1;
  if (!isValid) throw new StartError(`There is no cron field like ${text} here.`);
  return { from, to, step };
}
