import * as z from 'zod/mini';

const day = z.string().check(z.describe('Day in UTC, such as 2026-03-02'));
const runId = z.string().check(z.describe('Of the run of the policy'));
const counts = z.object({
  warn: z.int(),
  suspend: z.int(),
  deactivate: z.int(),
  delete: z.int(),
});

const step = z.object({
  userName: z.string(),
  lastSeen: day.check(z.describe('When the user was last seen, let in or created; a day in UTC')),
  inactiveDays: z.int(),
  runId,
  next: z.optional(
    z
      .object({ stage: z.enum(['suspend', 'deactivate', 'delete']), on: day })
      .check(z.describe('What follows at the earliest, if the user is not seen before')),
  ),
});

const run = z.object({
  runId,
  policyVersion: z.int(),
  planned: counts.check(z.describe('How many people the plan holds, by stage')),
});

const oneOfEach = { warn: 12, suspend: 3, deactivate: 0, delete: 0 };
const exampleStep = {
  userName: 'ada@example.com',
  lastSeen: '2026-01-01',
  inactiveDays: 60,
  runId: '019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
  next: { stage: 'suspend' as const, on: '2026-04-01' },
};
const exampleRun = {
  runId: '019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
  policyVersion: 3,
  planned: oneOfEach,
};

/** The events of the policy for people who are not seen any more; rows of the catalogue. */
export const lifecycleEvents = {
  'lifecycle.policy_changed': {
    version: 1,
    data: z.object({
      policyVersion: z.int(),
      mode: z.enum(['off', 'approve', 'automatic']),
    }),
    description: 'The policy for people who are not seen any more was changed.',
    example: { policyVersion: 3, mode: 'automatic' as const },
  },
  'lifecycle.warned': {
    version: 1,
    data: step,
    description: 'A user was not seen for as long as the policy says; tell them what follows.',
    example: exampleStep,
  },
  'lifecycle.suspended': {
    version: 1,
    data: step,
    description: 'The policy suspended a user; it follows `user.suspended`.',
    example: { ...exampleStep, next: { stage: 'deactivate' as const, on: '2026-05-01' } },
  },
  'lifecycle.deactivated': {
    version: 1,
    data: step,
    description: 'The policy deactivated a user; it follows `user.deactivated`.',
    example: { ...exampleStep, next: { stage: 'delete' as const, on: '2026-07-01' } },
  },
  'lifecycle.deleted': {
    version: 1,
    data: step,
    description: 'The policy deleted a user; it follows `user.deleted`.',
    example: exampleStep,
  },
  'lifecycle.restored': {
    version: 1,
    data: z.object({
      userName: z.string(),
      stage: z.enum(['suspend', 'deactivate', 'delete']).check(z.describe('What was undone')),
      runId,
    }),
    description: 'What the policy had done to a user was undone.',
    example: { userName: 'ada@example.com', stage: 'suspend' as const, runId: exampleStep.runId },
  },
  'lifecycle.plan_ready': {
    version: 1,
    data: z.extend(run, { hash: z.string().check(z.describe('What an approval has to name')) }),
    description: 'A plan waits for somebody to approve it.',
    example: {
      ...exampleRun,
      hash: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
    },
  },
  'lifecycle.stopped': {
    version: 1,
    data: z.object({
      reason: z
        .enum(['brake', 'stale_activity'])
        .check(
          z.describe(
            'Too many people would be out, or nobody at all was seen for longer than usual',
          ),
        ),
      wanted: z.optional(z.int().check(z.describe('People who would be out as the brake counts'))),
      allowed: z.optional(z.int().check(z.describe('What the brake allows'))),
      population: z.optional(z.int().check(z.describe('Users of the tenant'))),
      quietHours: z.optional(z.int().check(z.describe('Hours since anybody was seen'))),
    }),
    description: 'The policy has stopped, and stands still until somebody releases it.',
    example: { reason: 'brake' as const, wanted: 3_800, allowed: 500, population: 10_000 },
  },
  'lifecycle.released': {
    version: 1,
    data: z.object({ reason: z.enum(['brake', 'stale_activity']) }),
    description: 'A policy that had stopped was released.',
    example: { reason: 'brake' as const },
  },
  'lifecycle.run_completed': {
    version: 1,
    data: z.extend(run, {
      taken: counts.check(z.describe('How many were brought to each stage')),
      skipped: z.object({ changed: z.int(), excluded: z.int(), gone: z.int() }),
    }),
    description: 'A run of the policy is through with its plan.',
    example: {
      ...exampleRun,
      taken: { ...oneOfEach, suspend: 2 },
      skipped: { changed: 1, excluded: 0, gone: 0 },
    },
  },
} as const;
