import * as z from 'zod/mini';
import { instant } from '#shared/admin/instant.ts';
import { policyDocument } from '#shared/lifecycle/policy.ts';

// What goes to and fro about the lifecycle policy. As elsewhere: requests hold nothing else, answers may grow.

export const newPolicy = policyDocument;

/** A time to take for now, on one's own machine alone. */
const now = z.optional(instant('is no time such as 2026-03-02T09:00:00Z'));

export const atTime = z.strictObject({ now });

export const approval = z.strictObject({ plan: z.string(), hash: z.string(), now });

export const undoing = z.strictObject({
  /** One of both. */
  run: z.optional(z.string()),
  user: z.optional(z.string()),
  directory: z.optional(z.string()),
  /** Where the answer before said to go on. */
  next: z.optional(z.int().check(z.minimum(0))),
  now,
});

export const newHold = z.strictObject({
  reason: z.string().check(z.minLength(1), z.maxLength(256)),
});

const counts = z.object({
  warn: z.number(),
  suspend: z.number(),
  deactivate: z.number(),
  delete: z.number(),
});

export const policyAnswer = z.looseObject({
  version: z.number(),
  createdAt: z.string(),
  by: z.string(),
  mode: z.string(),
  stages: z.record(z.string(), z.record(z.string(), z.number())),
});

const stop = z.looseObject({
  /** `brake` or `stale_activity`. */
  reason: z.string(),
  at: z.optional(z.string()),
  /** Of the brake: by which limit so many of the population may go, and how many would have. */
  limit: z.optional(z.string()),
  allowed: z.optional(z.number()),
  wanted: z.optional(z.number()),
  population: z.optional(z.number()),
  /** Of silence: for how many hours nobody was seen. */
  quietHours: z.optional(z.number()),
});

export const previewAnswer = z.object({
  day: z.string(),
  policyVersion: z.number(),
  /** False: time ran out, and there are more. */
  complete: z.boolean(),
  population: z.number(),
  counts,
  people: z.array(
    z.object({
      id: z.string(),
      userName: z.string(),
      stage: z.string(),
      lastSeen: z.string(),
      inactiveDays: z.number(),
    }),
  ),
  excluded: z.array(z.object({ id: z.string(), stage: z.string(), why: z.string() })),
  /** Whose planned date comes by the time that the request says. */
  dates: z.array(z.object({ id: z.string(), userName: z.string(), rule: z.string() })),
  /** What would stop the run; null when nothing would. */
  stops: z.nullable(stop),
});

export const runAnswer = z.object({
  /** `idle`, `unfinished`, `waiting` or `stopped`. */
  outcome: z.string(),
  run: z.nullable(
    z.object({
      id: z.string(),
      policyVersion: z.number(),
      phase: z.string(),
      startedAt: z.string(),
      planned: counts,
      taken: counts,
      skipped: z.record(z.string(), z.number()),
      /** What an approval has to name. */
      hash: z.string(),
      /** Who is in the plan, and to what stage; of a large plan the first of them. */
      people: z.array(z.object({ id: z.string(), stage: z.string() })),
    }),
  ),
  stop: z.nullable(stop),
  /** Planned dates that were kept first, as the request said what time it is. */
  datesKept: z.number(),
});

export const undoneAnswer = z.object({
  restored: z.array(z.string()),
  left: z.array(z.object({ id: z.string(), why: z.string() })),
  next: z.nullable(z.number()),
});

export const holdAnswer = z.object({
  id: z.string(),
  hold: z.nullable(z.object({ since: z.string(), by: z.string(), reason: z.string() })),
});

export type PreviewAnswer = z.output<typeof previewAnswer>;
export type RunAnswer = z.output<typeof runAnswer>;
export type UndoneAnswer = z.output<typeof undoneAnswer>;
