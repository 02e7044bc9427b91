import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { LifecycleState } from '#shared/identity/lifecycle-state.ts';
import type { PolicyInput } from '../support/lifecycle-world.ts';

/** What the simulation knows of somebody by itself, to judge the policy by. Days are days since the epoch. */
export interface Person {
  readonly id: string;
  /** Days between two sign-ins. */
  readonly habit: number;
  /** On this day they stop, without a word. */
  fadesOn: number;
  /** Days on which they were seen, let in or created. */
  readonly seen: number[];
  signedInOn?: number;
  /** When their directory deactivated them last. */
  dismissedOn?: number;
  excluded: boolean;
  /** Into the excluded group, and out of it. */
  readonly moves: [day: number, into: boolean][];
}

/** Somebody let a stopped run go on, with so many removals beyond the brake. */
export interface Release {
  readonly runId: string | undefined;
  readonly allowance: number;
}

export interface Year {
  readonly people: readonly Person[];
  readonly releases: readonly Release[];
  /** Days of sweeps behind which nothing was left to do, in order. */
  readonly completed: readonly number[];
  readonly brakeStops: number;
  /** Ids of the events that reached the bus. */
  readonly delivered: ReadonlySet<string>;
  readonly faults: number;
  readonly crashes: number;
  readonly cameBack: number;
  readonly undone: number;
  /** The last day. */
  readonly today: number;
}

/** What is kept of somebody at the end: what was told of them, in order, and where they stand. */
export interface Account {
  readonly person: Person;
  readonly records: readonly OutboxRecord[];
  readonly state: LifecycleState | 'deleted';
  /** Of the user; absent of whom is deleted. */
  readonly version?: number | undefined;
}

export const yearPolicy: PolicyInput = {
  mode: 'automatic',
  stages: {
    warn: { inactiveDays: 40 },
    suspend: { inactiveDays: 60 },
    deactivate: { daysAfterPrevious: 30 },
    delete: { daysAfterPrevious: 60 },
  },
  neverSignedIn: 45,
  brake: { perRun: { percent: 6 }, perDay: { percent: 7 } },
};

export const stages = ['warned', 'suspended', 'deactivated', 'deleted'] as const;
export type Stage = (typeof stages)[number];

/** {@link yearPolicy} spelled once more, so that a mistake in how it is read is none here. */
export const rules = {
  /** Days without being seen, and days since the stage before. */
  needed: {
    warned: { inactive: 40, after: 0 },
    suspended: { inactive: 60, after: 20 },
    deactivated: { inactive: 90, after: 30 },
    deleted: { inactive: 150, after: 60 },
  } satisfies Record<Stage, { inactive: number; after: number }>,
  /** Days more for whom never signed in. */
  shift: 5,
  /** Days until somebody is looked at again whom an exclusion held for. */
  lookAgain: 7,
  perRun: { share: 0.06, count: 500 },
  perDay: { share: 0.07, count: 1_000 },
  minimumPopulation: 20,
};
