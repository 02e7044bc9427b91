import type { LifecycleState } from '#shared/identity/lifecycle-state.ts';

/** What a policy does to somebody who is not seen any more, in this order. */
export const stages = ['warn', 'suspend', 'deactivate', 'delete'] as const;
export type Stage = (typeof stages)[number];

/** In which states a stage means anything. */
const applicable: Readonly<Record<Stage, readonly LifecycleState[]>> = {
  warn: ['active'],
  suspend: ['active'],
  deactivate: ['active', 'suspended'],
  delete: ['suspended', 'deactivated'],
};

/** Whether a stage means anything to whoever is in that state. */
export function appliesTo(stage: Stage, state: LifecycleState): boolean {
  return applicable[stage].includes(state);
}

/** The state that a stage leaves somebody in whose row stays. */
export const stateAfter = { suspend: 'suspended', deactivate: 'deactivated' } as const;

/** Whether somebody loses something by it: what the brake counts. */
export function isRemoval(stage: Stage): boolean {
  return stage !== 'warn';
}

/** The earliest stage that a policy has. */
export function firstStage(delays: Readonly<Partial<Record<Stage, unknown>>>): Stage | undefined {
  return stages.find((stage) => delays[stage] !== undefined);
}

/** The stages behind one, or all of them. */
export function stagesAfter(reached: Stage | undefined): readonly Stage[] {
  return reached === undefined ? stages : stages.slice(stages.indexOf(reached) + 1);
}

/** How many of each. */
export type StageCounts = Readonly<Record<Stage, number>>;

export const noneOfAny: StageCounts = { warn: 0, suspend: 0, deactivate: 0, delete: 0 };

/** How many are put out: all but those who are only warned. */
export function removalsIn(counts: StageCounts): number {
  return stages.filter(isRemoval).reduce((sum, stage) => sum + counts[stage], 0);
}
