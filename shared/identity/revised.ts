import { movedUser } from '#shared/identity/moved-user.ts';
import { takenOver } from '#shared/identity/owners.ts';
import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { epochAfter } from '#shared/identity/user-state.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { equalJson } from '#shared/kernel/json.ts';

/**
 * The state to commit after `before`: `next`, and what every change of a resource entails.
 *
 * @throws DomainError `conflict` or `mutability` when a user may not move to the state of `next`.
 */
export function revised(
  { clock }: IdentityPorts,
  { actor, restored }: Mandate,
  before: ResourceRecord,
  next: ResourceRecord,
): ResourceRecord {
  // A sign-in says itself what it owns.
  const isSignIn = actor.type === 'connection';
  const after = isSignIn ? next : takenOver(before, next, actor.type === 'directory');
  // Never backwards, even when two machines' clocks disagree.
  const lastModified = isoTime(Math.max(clock.now(), Date.parse(before.lastModified)));
  const stamped = { ...after, version: before.version + 1, lastModified };
  const moved = before.type === 'User' ? movedUser(before, stamped, actor.type, restored) : stamped;
  return { ...moved, epoch: Math.max(next.epoch, epochAfter(before, moved.attributes)) };
}

/** Whether nothing but version and time differs. */
export function sameContent(before: ResourceRecord, after: ResourceRecord): boolean {
  const { version, lastModified } = before;
  return equalJson(before, { ...after, version, lastModified });
}
