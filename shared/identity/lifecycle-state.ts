import type { Actor } from '#shared/events/envelope.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { isActive } from '#shared/identity/user-state.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';

/** Where a user stands. Who is deleted has no row; SCIM's `active` is true in one of them alone. */
export const lifecycleStates = ['staged', 'active', 'suspended', 'deactivated'] as const;
export type LifecycleState = (typeof lifecycleStates)[number];

/** Characters of the reason for a move, in somebody's words. */
export const MAX_REASON = 200;

/** What `active` does not say of a user; the other two states need no words, so that most rows have none. */
export interface KeptState {
  readonly name: 'staged' | 'suspended';
  /** Who put the user there: it decides who may end a suspension. */
  readonly by: Mover;
  /** Since when (ISO 8601). */
  readonly since: string;
}

export type Mover = Actor['type'];

type Moves = Readonly<Partial<Record<LifecycleState | 'deleted', readonly Mover[]>>>;

const machines: readonly Mover[] = ['policy', 'rule'];

/** Every legal move, and who may make it; what is not here is refused. */
export const legalMoves: Readonly<Record<LifecycleState, Moves>> = {
  staged: {
    active: ['directory', 'connection', 'admin', ...machines],
    deactivated: ['admin', ...machines],
    deleted: ['directory', 'admin'],
  },
  active: {
    staged: ['admin'],
    suspended: ['admin', ...machines],
    deactivated: ['directory', 'admin', ...machines],
    deleted: ['directory', 'admin'],
  },
  suspended: {
    // And by whom it was suspended matters: see mayLift.
    active: ['directory', 'admin', ...machines],
    deactivated: ['directory', 'admin', ...machines],
    deleted: ['directory', 'admin', 'policy'],
  },
  deactivated: {
    staged: ['admin'],
    // As they were, when a deactivation is undone.
    suspended: ['admin'],
    active: ['directory', 'admin', ...machines],
    deleted: ['directory', 'admin', 'policy'],
  },
};

/**
 * An administrator's suspension is theirs to end. What a policy or a rule suspended, the source of the person
 * may bring back as well: it knows who works there.
 */
function mayLift(suspendedBy: Mover, mover: Mover): boolean {
  return mover === 'admin' || machines.includes(suspendedBy);
}

type Standing = Pick<ResourceRecord, 'attributes' | 'state'>;

export function stateOf({ attributes, state }: Standing): LifecycleState {
  if (isActive(attributes)) return 'active';
  return state?.name ?? 'deactivated';
}

/**
 * The one judge of moves, whatever the route.
 *
 * @throws DomainError `mutability` for a directory (RFC 7644 table 9: "not compatible with the current state"),
 * `conflict` for everybody else.
 */
export function requireLegal(before: Standing, to: LifecycleState | 'deleted', mover: Mover): void {
  const from = stateOf(before);
  const isOpen = legalMoves[from][to]?.includes(mover) ?? false;
  const isHeld = from === 'suspended' && to === 'active' && before.state !== undefined;
  if (isOpen && !(isHeld && !mayLift(before.state.by, mover))) return;
  const code = mover === 'directory' ? 'mutability' : 'conflict';
  throw new DomainError(code, refusal(from, to, mover));
}

function refusal(from: LifecycleState, to: LifecycleState | 'deleted', mover: Mover): string {
  if (from === 'suspended' && to === 'active') {
    return 'active: an administrator suspended this user, and an administrator has to reactivate them.';
  }
  const ways = Object.entries(legalMoves[from])
    .filter(([, movers]) => movers.includes(mover))
    .map(([state]) => state);
  const open = ways.length > 0 ? `can become ${ways.join(' or ')}` : 'stays as they are';
  return `A user who is ${from} cannot become ${to} this way; from here they ${open}.`;
}

/** What a row has to keep so that {@link stateOf} it is the state. */
export function keptState(
  state: LifecycleState,
  by: Mover,
  since: string,
): { readonly state?: KeptState } {
  return state === 'staged' || state === 'suspended' ? { state: { name: state, by, since } } : {};
}
