import type { KeptState, LifecycleState } from '#shared/identity/lifecycle-state.ts';
import type { PlannedDates } from '#shared/identity/planned-dates.ts';
import type { Scope } from '#shared/identity/scope.ts';
import type { Stage } from '#shared/lifecycle/stages.ts';

/** A stage that somebody was brought to, and what it takes to bring them back. */
export interface Reached {
  readonly stage: Stage;
  /** Days since the epoch. */
  readonly day: number;
  readonly runId: string;
  /** Where they stood before, and what had been reached then. */
  readonly from: LifecycleState;
  /** What their row said of that: who suspended them, and since when. */
  readonly state?: KeptState;
  readonly before?: Reached;
  /** When they were to leave, where the stage took that away. */
  readonly planned?: PlannedDates;
}

/** A person is left alone by every policy until somebody lifts it. */
export interface Hold {
  /** ISO 8601. */
  readonly since: string;
  readonly by: string;
  readonly reason: string;
}

/** How far a policy has come with somebody, in a row of its own beside the user. */
export interface Progress {
  readonly scope: Scope;
  readonly userId: string;
  /** +1 with every change; replaced only as it was read. */
  readonly revision: number;
  /** By which version of the policy {@link dueDay} was found. */
  readonly policyVersion: number;
  /** On which day somebody has to look, days since the epoch; absent when nobody has to. */
  readonly dueDay?: number;
  readonly reached?: Reached;
  readonly hold?: Hold;
}

/** The progress with another day to look at it; without one nobody does. */
export function lookedAt(
  progress: Progress,
  policyVersion: number,
  dueDay: number | undefined,
  reached: Reached | undefined,
): Progress {
  const { dueDay: _, reached: __, ...rest } = progress;
  return {
    ...rest,
    revision: progress.revision + 1,
    policyVersion,
    ...(dueDay !== undefined && { dueDay }),
    ...(reached && { reached }),
  };
}
