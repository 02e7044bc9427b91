import {
  isHeld,
  type KeptState,
  keptState,
  type LifecycleState,
  type Mover,
  requireLegal,
  stateOf,
} from '#shared/identity/lifecycle-state.ts';
import { planAfter } from '#shared/identity/planned-dates.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { isActive } from '#shared/identity/user-state.ts';
import { type JsonObject, newObject } from '#shared/kernel/json.ts';

/**
 * The user that a change asks for, with what its state entails: every change of a user passes here, whatever its
 * route.
 *
 * @param restored Of an undo: what their row said of the state before, which is theirs again as it was.
 * @throws DomainError of {@link requireLegal}.
 */
export function movedUser(
  before: ResourceRecord,
  asked: ResourceRecord,
  mover: Mover,
  restored?: KeptState,
): ResourceRecord {
  const next = mover === 'directory' ? asHeld(before, asked) : asked;
  const to = stateOf(next);
  const { state, ...stateless } = next;
  if (to !== stateOf(before)) {
    requireLegal(before, to, mover);
    const movedAt = next.lastModified;
    const { planned = {}, letGoAt, ...rest } = stateless;
    const letIn = to === 'active' ? { letInAt: movedAt } : {};
    return {
      ...rest,
      movedAt,
      ...letIn,
      ...planAfter(planned, to),
      ...stateAfter(before, to, { mover, movedAt, restored }),
      ...letGoAfter(to, mover === 'directory' ? to === 'deactivated' && movedAt : letGoAt),
    };
  }
  // Kept of a user who is not active, whatever the change says of it; but an administrator may end a suspension.
  if (!before.state || (mover === 'admin' && !state)) return stateless;
  // Whom an administrator staged waits for the directory as well, once that gave them a first day.
  const waits = mover === 'directory' && state?.name === 'staged';
  return { ...stateless, state: waits ? state : before.state };
}

/** Where a directory lets in who is held by an administrator: out of whatever came on top, and no further. */
function asHeld(before: ResourceRecord, asked: ResourceRecord): ResourceRecord {
  if (stateOf(asked) !== 'active' || !isHeld(before)) return asked;
  const { letGoAt: _, ...wanted } = inState(asked, 'suspended');
  return wanted;
}

interface Move {
  readonly mover: Mover;
  readonly movedAt: string;
  readonly restored: KeptState | undefined;
}

/** What the row says of the state: a suspension by an administrator goes along until one of them has another wish. */
function stateAfter(
  before: ResourceRecord,
  to: LifecycleState,
  { mover, movedAt, restored }: Move,
): Pick<ResourceRecord, 'state'> {
  if (restored?.name === to) return { state: restored };
  if (before.state && mover !== 'admin' && isHeld(before)) {
    if (to === 'suspended' || to === 'deactivated') return { state: { ...before.state, name: to } };
  }
  return keptState(to, mover, movedAt);
}

/** A directory's word that somebody may not come in stands until it takes it back, or somebody brings them in. */
function letGoAfter(
  to: LifecycleState,
  at: string | false | undefined,
): Pick<ResourceRecord, 'letGoAt'> {
  return isOut(to) && at ? { letGoAt: at } : {};
}

/** What was created: a user whom a directory brings deactivated, it has let go by that word already. */
export function brought(created: ResourceRecord, mover: Mover): ResourceRecord {
  const isUser = created.type === 'User';
  const isLetGo = isUser && mover === 'directory' && stateOf(created) === 'deactivated';
  return isLetGo ? { ...created, letGoAt: created.created } : created;
}

function isOut(state: LifecycleState): boolean {
  return state === 'suspended' || state === 'deactivated';
}

/** The user as they would be in that state. */
export function inState(user: ResourceRecord, to: LifecycleState): ResourceRecord {
  const { state: _, ...stateless } = user;
  const active = to === 'active';
  const attributes =
    isActive(user.attributes) === active
      ? user.attributes
      : Object.assign(newObject(), user.attributes, { active });
  return { ...stateless, attributes, ...keptState(to, 'system', user.lastModified) };
}

/**
 * The user once an administrator lets them in. Whom a directory has let go while an administrator's suspension stood,
 * loses that alone: it is not the administrator who keeps them out then.
 */
export function released(user: ResourceRecord): ResourceRecord {
  const { state: _, ...stateless } = user;
  return isHeld(user) && user.letGoAt !== undefined ? stateless : inState(user, 'active');
}

/**
 * The user to begin an edit with. One that says `active: false` in so many words is heard where that is no change:
 * their source has let them go, so nobody who lifts a suspension, or takes a deactivation back, may bring them in
 * by it.
 */
export function heard(
  user: ResourceRecord,
  edit: (current: JsonObject) => JsonObject,
  now: string,
): ResourceRecord {
  const from = stateOf(user);
  if (!isOut(from) || user.letGoAt !== undefined) return user;
  const ifActive = Object.assign(newObject(), user.attributes, { active: true });
  if (edit(ifActive)['active'] !== false) return user;
  const { state, ...stateless } = user;
  return from === 'suspended' ? stateless : { ...stateless, ...(state && { state }), letGoAt: now };
}
