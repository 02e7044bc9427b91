import * as z from 'zod/mini';

const percent = z.number().check(z.minimum(0.1), z.maximum(100));
const count = z.int().check(z.minimum(1), z.maximum(10_000_000));

/** At most so many, and at most such a part of everybody: whichever is less. */
const limit = (perCent: number, number: number) =>
  z._default(
    z.strictObject({ percent: z._default(percent, perCent), count: z._default(count, number) }),
    () => ({ percent: perCent, count: number }),
  );

/** How many people may be suspended, deactivated or deleted before somebody has to look. */
export const runLimits = z.strictObject({
  perRun: limit(5, 500),
  perDay: limit(10, 1_000),
  /** Below so many people a percentage says nothing, and only the counts hold. */
  minimumPopulation: z._default(z.int().check(z.minimum(1), z.maximum(10_000)), 20),
});

export type RunLimits = z.output<typeof runLimits>;

/** A limit that what is asked for would pass. */
export interface BrakeHit {
  readonly limit: 'perRun' | 'perDay';
  /** As far as it may go. */
  readonly allowed: number;
  /** As far as it would go, what was done before included. */
  readonly wanted: number;
  readonly population: number;
}

/**
 * Whether so many more removals would be too many.
 *
 * @param population Everybody, those who are out already included.
 */
export function brakeHit(
  limits: RunLimits,
  { inRun, inDay, more, population }: Record<'inRun' | 'inDay' | 'more' | 'population', number>,
): BrakeHit | undefined {
  const judge = (limit: 'perRun' | 'perDay', before: number): BrakeHit | undefined => {
    const { count, percent } = limits[limit];
    const share =
      population < limits.minimumPopulation ? count : Math.floor((population * percent) / 100);
    const allowed = Math.min(count, share);
    const wanted = before + more;
    return wanted > allowed ? { limit, allowed, wanted, population } : undefined;
  };
  return judge('perRun', inRun) ?? judge('perDay', inDay);
}
