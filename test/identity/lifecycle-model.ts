import type { LifecycleState, Mover } from '#shared/identity/lifecycle-state.ts';

export const movers = ['admin', 'policy', 'rule', 'connection', 'user', 'system'] as const;

/** What the states are meant to do, spelled without the table: the person, as a list of plain questions. */
export interface Model {
  state: LifecycleState | 'deleted';
  /** Whether a suspension by an administrator stands. */
  held: boolean;
  /** Whether a directory said last that they may not come in, and nobody let them in since. */
  letGo: boolean;
  epoch: number;
}

export type Step =
  | {
      readonly route: 'named';
      readonly mover: (typeof movers)[number];
      readonly to: LifecycleState;
    }
  | { readonly route: 'patch' | 'put' | 'patch and rename'; readonly active: boolean }
  | { readonly route: 'patch away' | 'put without' | 'delete' };

export function expected(model: Model, step: Step): LifecycleState | 'deleted' | 'refused' {
  const { state } = model;
  if (step.route === 'delete') return 'deleted';
  if (step.route === 'named') return named(model, step.mover, step.to);
  if (step.route === 'put without') return state;
  if (!('active' in step)) return state === 'active' ? 'deactivated' : state;
  return said(model, step.active);
}

/** A directory's word. */
function said({ state, held, letGo }: Model, active: boolean) {
  if (active) return held ? 'suspended' : 'active';
  if (state === 'suspended') return letGo ? 'suspended' : 'deactivated';
  return state === 'active' ? 'deactivated' : state;
}

/** By what each may ask for at all, and from where. */
const open: Record<LifecycleState, (state: LifecycleState | 'deleted', mover: Mover) => boolean> = {
  staged: (state, mover) => mover === 'admin' && state !== 'suspended',
  suspended: (state, mover) =>
    state === 'deactivated' ? mover === 'admin' : mover !== 'connection' && state === 'active',
  active: (state, mover) => mover !== 'connection' || state === 'staged',
  deactivated: (_, mover) => mover !== 'connection',
};

function named({ state, held, letGo }: Model, mover: Mover, to: LifecycleState) {
  if (state === to) return to;
  if (mover === 'user' || mover === 'system' || !open[to](state, mover)) return 'refused';
  if (to !== 'active' || !held) return to;
  if (mover !== 'admin') return 'refused';
  return letGo ? 'deactivated' : to;
}

export function enter(model: Model, to: LifecycleState | 'deleted', step: Step): void {
  const { state: from } = model;
  if (from === 'active' && to !== 'active') model.epoch += 1;
  model.state = to;
  if (step.route === 'named') {
    const isByAdmin = step.mover === 'admin' && step.to !== from;
    if (isByAdmin) model.held = step.to === 'suspended';
  } else if ('active' in step) {
    model.letGo = !step.active;
  } else if (from === 'active' && to === 'deactivated') {
    model.letGo = true;
  }
  if (to !== 'active' && to !== 'staged') return;
  model.held = false;
  model.letGo = false;
}
