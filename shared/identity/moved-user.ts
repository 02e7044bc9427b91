import {
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
  next: ResourceRecord,
  mover: Mover,
  restored?: KeptState,
): ResourceRecord {
  const to = stateOf(next);
  const { state: _, ...stateless } = next;
  if (to !== stateOf(before)) {
    requireLegal(before, to, mover);
    const movedAt = next.lastModified;
    const { planned = {}, ...unplanned } = stateless;
    const state = restored?.name === to ? { state: restored } : keptState(to, mover, movedAt);
    const letIn = to === 'active' ? { letInAt: movedAt } : {};
    return { ...unplanned, movedAt, ...letIn, ...planAfter(planned, to), ...state };
  }
  // Kept of a user who is staged or suspended, whatever the change says of it.
  return before.state ? { ...stateless, state: before.state } : stateless;
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
 * Whether an edit says `active: false` in so many words to somebody suspended, for whom that is no change: their
 * source has let them go, so nobody who lifts the suspension may bring them back by it.
 */
export function letsGo(
  { state, attributes }: ResourceRecord,
  edit: (current: JsonObject) => JsonObject,
): boolean {
  if (state?.name !== 'suspended') return false;
  const ifActive = Object.assign(newObject(), attributes, { active: true });
  return edit(ifActive)['active'] === false;
}
