import type { Actor } from '#shared/events/envelope.ts';
import type { HourlyCounts } from '#shared/lifecycle/hourly-counts.ts';
import type { BrakeHit } from '#shared/lifecycle/run-brake.ts';
import type { StageCounts } from '#shared/lifecycle/stages.ts';

/** Why somebody who was in a plan was left as they are. */
const skipReasons = {
  changed: 'they came back, were changed, or their time has not come any more',
  excluded: 'an exclusion holds for them',
  gone: 'they are deleted',
} as const;
export type SkipReason = keyof typeof skipReasons;

/** Where a plan, or whoever executes it, stands: the part, and the place in it. */
export interface Cursor {
  readonly part: number;
  readonly place: number;
}

/**
 * One look at everybody whose day has come: first a plan of who is to be brought where, then its execution, at once or
 * when somebody has approved it.
 */
export interface Run {
  readonly id: string;
  readonly policyVersion: number;
  /** Days since the epoch: what was due by then is in the plan. */
  readonly day: number;
  readonly startedAt: string;
  readonly phase: 'planning' | 'planned' | 'executing' | 'done' | 'expired';
  /** Of the due index, where the plan goes on. */
  readonly dueAfter?: string;
  /** Whether the plan has to be approved. */
  readonly waits: boolean;
  /** Parts of the plan that were written. */
  readonly parts: number;
  readonly planned: StageCounts;
  /** Over all parts so far; of the whole plan once it is made. */
  readonly hash: string;
  readonly approved?: { readonly at: string; readonly by: Actor };
  readonly cursor: Cursor;
  readonly taken: StageCounts;
  readonly skipped: Readonly<Record<SkipReason, number>>;
  readonly endedAt?: string;
}

export type StopCause =
  | ({ readonly reason: 'brake' } & BrakeHit)
  | { readonly reason: 'stale_activity'; readonly quietHours: number; readonly usualHours: number };

/** A stop stays until somebody releases it. */
export type Stop = StopCause & { readonly at: string };

/** How far the watch over new people has come in one realm. */
export interface Enrolment {
  readonly policyVersion: number;
  /** Everybody born up to this id has a row. */
  readonly afterId: string;
}

/** All that sweeps of one tenant share, in one row: whoever changes it has seen all changes before. */
export interface Sweep {
  readonly tenantId: string;
  readonly revision: number;
  /** Removals, by the hour in which they were made. */
  readonly spending: HourlyCounts;
  /** By realm: the empty name is that of the tenant, others are directories. */
  readonly enrolled: Readonly<Record<string, Enrolment>>;
  /** The longest time without any activity that was nothing out of the ordinary, hours. */
  readonly usualHours: number;
  readonly stop?: Stop;
  /** Removals that the release of a stop allows the run beyond the brake. */
  readonly allowance: number;
  /** When somebody released it last, milliseconds. */
  readonly releasedAt?: number;
  readonly run?: Run;
}

/** From Friday noon to Monday noon nobody needs to be seen. */
const USUAL_HOURS = 72;

/** What stands for a tenant whom no sweep has looked at yet. */
export function newSweep(tenantId: string): Sweep {
  return {
    tenantId,
    revision: 0,
    spending: [],
    enrolled: {},
    usualHours: USUAL_HOURS,
    allowance: 0,
  };
}

/** Whether anything of a run is left to do, or to wait for. */
export function isOpen(run: Run | undefined): run is Run {
  return run !== undefined && run.phase !== 'done' && run.phase !== 'expired';
}
