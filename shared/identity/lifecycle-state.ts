import type { Actor } from '#shared/events/envelope.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { isActive } from '#shared/identity/user-state.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';

/** Where a user stands. Who is deleted has no row; SCIM's `active` is true in one of them alone. */
export const lifecycleStates = ['staged', 'active', 'suspended', 'deactivated'] as const;
export type LifecycleState = (typeof lifecycleStates)[number];

/** Characters of the reason for a move, in somebody's words. */
export const MAX_REASON = 200;

/** What `active` does not say of a user; most who are active or deactivated need no words, so that most rows have none. */
export interface KeptState {
  /** `deactivated`: let go while an administrator's suspension stood, which goes on under it. */
  readonly name: 'staged' | 'suspended' | 'deactivated';
  /** Who put the user there, or suspended who was let go since: it decides who may end a suspension. */
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
    // A directory whom it holds back itself: see isHeldBack.
    deactivated: ['directory', 'admin', ...machines],
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
    // A directory whom it lets in from a day on.
    staged: ['directory', 'admin'],
    // As they were, when a deactivation is undone; or by a directory that brings back who is held, see isHeld.
    suspended: ['directory', 'admin'],
    active: ['directory', 'admin', ...machines],
    deleted: ['directory', 'admin', 'policy'],
  },
};

type Standing = Pick<ResourceRecord, 'attributes' | 'state'>;

/**
 * Whether a suspension stands that only administrators end: theirs, also under a deactivation that came after it.
 * What a policy or a rule suspended, the source of the person may bring back as well: it knows who works there.
 */
export function isHeld({ state }: Pick<Standing, 'state'>): boolean {
  return state !== undefined && state.name !== 'staged' && !machines.includes(state.by);
}

/** SCIM's `active` decides who is in; of all others, what the row keeps says where they stand. */
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
  if (isOpen && (mover === 'admin' || mayPass(from, to, isHeld(before), mover))) return;
  const code = mover === 'directory' ? 'mutability' : 'conflict';
  throw new DomainError(code, refusal(before, to, mover));
}

function mayPass(
  from: LifecycleState,
  to: LifecycleState | 'deleted',
  held: boolean,
  mover: Mover,
): boolean {
  if (to === 'active') return !held;
  return held || from !== 'deactivated' || to !== 'suspended' || mover !== 'directory';
}

function refusal(before: Standing, to: LifecycleState | 'deleted', mover: Mover): string {
  if (to === 'active' && isHeld(before)) {
    return 'active: an administrator suspended this user, and an administrator has to reactivate them.';
  }
  const from = stateOf(before);
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
