import * as z from 'zod/mini';

// The brakes of directories over the admin API; as in admin-contract.ts, requests are closed and answers may grow.

const MAX_PEOPLE = 100_000_000;

export const brakeMode = z.enum(['off', 'hold']);
const brakePercent = z.int().check(z.minimum(1), z.maximum(100));
const brakePeople = z.int().check(z.minimum(0), z.maximum(MAX_PEOPLE));

/** What is left out stays. */
export const changedBrake = z.strictObject({
  mode: z.exactOptional(brakeMode),
  percent: z.exactOptional(brakePercent),
  count: z.exactOptional(brakePeople),
  minimum: z.exactOptional(brakePeople),
});

export const newRelease = z.strictObject({
  /** How many more may leave; all when it is left out. */
  more: z.exactOptional(z.int().check(z.minimum(1), z.maximum(MAX_PEOPLE))),
});

export const brakeAnswer = z.object({
  directory: z.string(),
  mode: z.string(),
  percent: z.number(),
  count: z.number(),
  minimum: z.number(),
  /** Who left within 24 hours and was counted. */
  left: z.number(),
  held: z.nullable(
    z.object({
      at: z.string(),
      left: z.number(),
      attempted: z.number(),
      population: z.number(),
      percent: z.number(),
    }),
  ),
  /** `more`: how many may still leave under it; null: all. */
  release: z.nullable(z.object({ until: z.string(), more: z.nullable(z.number()) })),
});

export type BrakeAnswer = z.output<typeof brakeAnswer>;
