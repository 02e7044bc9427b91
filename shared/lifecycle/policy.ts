import * as z from 'zod/mini';
import { runLimits } from '#shared/lifecycle/run-brake.ts';
import { firstStage, type Stage, stages } from '#shared/lifecycle/stages.ts';

/** Longest delay, three years: activity is remembered for four. */
const MAX_DAYS = 1_095;

const days = z.int().check(z.minimum(1), z.maximum(MAX_DAYS));

/** Days without activity, or days after the stage before it. */
const delay = z.union([
  z.strictObject({ inactiveDays: days }),
  z.strictObject({ daysAfterPrevious: days }),
]);

const ids = z.array(z.string().check(z.minLength(1), z.maxLength(100))).check(z.maxLength(50));
const names = z.array(z.string().check(z.minLength(1), z.maxLength(256))).check(z.maxLength(50));

const exclusions = z.strictObject({
  /** Ids of groups; who is in one of them, directly or by a group in the group, is left alone. */
  groups: z._default(ids, []),
  roles: z._default(names, []),
  /** A SCIM filter on the user, such as `userType eq "Service"`. */
  matching: z.optional(z.string().check(z.minLength(1), z.maxLength(2_000))),
  /** The last active one in each of these stays, whatever else holds. */
  lastOf: z._default(
    z.strictObject({ groups: z._default(ids, []), roles: z._default(names, []) }),
    () => ({ groups: [], roles: [] }),
  ),
});

/** What is to become of people who are not seen any more, as an administrator writes it. */
export const policyDocument = z
  .strictObject({
    /** `approve`: each plan waits for somebody to approve it; `automatic`: as far as the brake lets it. */
    mode: z._default(z.enum(['off', 'approve', 'automatic']), 'approve'),
    stages: z.strictObject({
      warn: z.optional(delay),
      suspend: z.optional(delay),
      deactivate: z.optional(delay),
      delete: z.optional(delay),
    }),
    /** Of whom never signed in: left alone, or the days after creation at which the first stage comes. */
    neverSignedIn: z.union([z.literal('ignore'), days]),
    exclude: z._default(exclusions, () => ({
      groups: [],
      roles: [],
      lastOf: { groups: [], roles: [] },
    })),
    brake: z._default(runLimits, () => runLimits.parse({})),
    /** For how long what a run did can be undone. */
    undoDays: z._default(z.int().check(z.minimum(1), z.maximum(90)), 30),
  })
  .check((context) => {
    for (const [stage, message] of disorderIn(context.value)) {
      context.issues.push({
        code: 'custom',
        message,
        path: ['stages', stage],
        input: context.value,
      });
    }
  });

export type PolicyDocument = z.output<typeof policyDocument>;

/** One version of a tenant's policy; it never changes, and is kept. */
export interface Policy extends PolicyDocument {
  /** 1 for the first, +1 with each that is set. */
  readonly version: number;
  readonly createdAt: string;
  /** Who set it. */
  readonly by: string;
}

interface Staged {
  readonly stages: Readonly<Partial<Record<Stage, z.output<typeof delay> | undefined>>>;
}

/** What a stage comes to in days: since the last activity at least, and since the stage before it at least. */
export interface Delay {
  readonly inactive: number;
  readonly sincePrevious: number;
}

/**
 * The stages that there are, in order, each in both measures: 30 days after a stage at 60 is 90 days without
 * activity, and the other way round. So nobody gets less time after a warning than the policy has between the two,
 * however long they have been away when it is made.
 */
export function delaysOf({ stages: delays }: Staged): Map<Stage, Delay> {
  const found = new Map<Stage, Delay>();
  let before = 0;
  for (const stage of stages) {
    const given = delays[stage];
    if (!given) continue;
    const inactive =
      'inactiveDays' in given ? given.inactiveDays : before + given.daysAfterPrevious;
    found.set(stage, { inactive, sincePrevious: inactive - before });
    before = inactive;
  }
  return found;
}

function disorderIn(document: Staged): [Stage, string][] {
  const { stages: given } = document;
  const first = firstStage(given);
  if (first === undefined) return [['warn', 'a policy has at least one stage']];
  const found: [Stage, string][] = [];
  if (!('inactiveDays' in (given[first] ?? {}))) {
    found.push([first, 'the first stage needs inactiveDays, as there is none before it']);
  }
  for (const [stage, { sincePrevious }] of delaysOf(document)) {
    if (sincePrevious < 1) found.push([stage, 'has to come later than the stage before it']);
  }
  if (given.delete && !given.suspend && !given.deactivate) {
    found.push([
      'delete',
      'has to come after suspend or deactivate: nobody is deleted who could sign in',
    ]);
  }
  return found;
}
