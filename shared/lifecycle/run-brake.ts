import * as z from 'zod/mini';
import { hourOf } from '#shared/lifecycle/activity.ts';

const percent = z.number().check(z.minimum(0.1), z.maximum(100));
const count = z.int().check(z.minimum(1), z.maximum(10_000_000));

/** At most so many, and at most such a part of everybody: whichever is less. */
const limit = (perCent: number, number: number) =>
  z._default(
    z.strictObject({ percent: z._default(percent, perCent), count: z._default(count, number) }),
    () => ({ percent: perCent, count: number }),
  );

/** How many people may be suspended, deactivated or deleted before somebody has to look. */
export const brakeSettings = z.strictObject({
  perRun: limit(5, 500),
  perDay: limit(10, 1_000),
  /** Below so many people a percentage says nothing, and only the counts hold. */
  minimumPopulation: z._default(z.int().check(z.minimum(1), z.maximum(10_000)), 20),
});

export type BrakeSettings = z.output<typeof brakeSettings>;

/** Removals by the hour in which they were made, hours since the epoch; what is older than a day is dropped. */
export type Spending = readonly (readonly [hour: number, count: number])[];

/** A limit that what is asked for would pass. */
export interface BrakeHit {
  readonly limit: 'perRun' | 'perDay';
  /** As far as it may go. */
  readonly allowed: number;
  /** As far as it would go, what was done before included. */
  readonly wanted: number;
  readonly population: number;
}

const HOURS = 24;

/** Counted to the full hour, so rather a little longer than a day than shorter. */
export function spentInDay(spending: Spending, now: number): number {
  return spending
    .filter(([hour]) => hour >= hourOf(now) - HOURS)
    .reduce((sum, [, spent]) => sum + spent, 0);
}

export function withSpent(spending: Spending, now: number, count: number): Spending {
  const recent = spending.filter(([hour]) => hour >= hourOf(now) - HOURS);
  const last = recent.at(-1);
  if (last?.[0] === hourOf(now)) return [...recent.slice(0, -1), [last[0], last[1] + count]];
  return [...recent, [hourOf(now), count]];
}

/**
 * Whether so many more removals would be too many.
 *
 * @param population Everybody, those who are out already included.
 */
export function brakeHit(
  settings: BrakeSettings,
  { inRun, inDay, more, population }: Record<'inRun' | 'inDay' | 'more' | 'population', number>,
): BrakeHit | undefined {
  const judge = (limit: 'perRun' | 'perDay', before: number): BrakeHit | undefined => {
    const { count, percent } = settings[limit];
    const share =
      population < settings.minimumPopulation ? count : Math.floor((population * percent) / 100);
    const allowed = Math.min(count, share);
    const wanted = before + more;
    return wanted > allowed ? { limit, allowed, wanted, population } : undefined;
  };
  return judge('perRun', inRun) ?? judge('perDay', inDay);
}
