import type { Happening } from '#shared/events/catalogue.ts';
import {
  groupHappenings,
  resourceHappenings,
  userHappenings,
} from '#shared/identity/happenings.ts';
import type { Change, MemberDelta } from '#shared/identity/identity-store.ts';
import { MAX_MEMBERS_PER_COMMIT } from '#shared/identity/identity-store.ts';
import { type IndexEntry, indexEntriesOf } from '#shared/identity/index-entries.ts';
import { noMembers } from '#shared/identity/member-plan.ts';
import { type IdentityPorts, type Mandate, SETTLE_WITHIN } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { revocationBetween } from '#shared/identity/revocation.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/** The states of a resource around a change; one of both is there. */
export interface Transition {
  readonly before?: ResourceRecord;
  readonly after?: ResourceRecord;
  readonly members: MemberDelta;
}

/** All that has to be committed so that a transition is whole. */
export function buildChange(
  { clock, newId }: IdentityPorts,
  mandate: Mandate,
  type: ResourceType,
  transition: Transition,
): Change {
  const { before, after } = transition;
  const { scope, actor, cause, requestId } = mandate;
  const subject = after ?? before;
  if (!subject) throw new TypeError('A change has a state before it, after it, or both.');
  const id = newId();
  const deferred = isTooLarge(transition.members) ? transition.members : undefined;
  const members = deferred ? noMembers : transition.members;
  const old = before ? indexEntriesOf(type, before) : [];
  const fresh = after ? indexEntriesOf(type, after) : [];
  const journal = {
    id,
    scope,
    type: type.name,
    resourceId: subject.id,
    renamed: isRenamedGroup(transition),
    dueAt: clock.now() + SETTLE_WITHIN,
  };
  const revocation = revocationBetween(before, after, isoTime(clock.now()));
  return {
    ...states(transition, deferred && id),
    claimed: without(fresh, old),
    released: without(old, fresh),
    members,
    ...(deferred && { deferred }),
    outbox: {
      id,
      time: isoTime(clock.now()),
      tenant: scope.tenantId,
      subject: { type: type.name, id: subject.id },
      version: subject.version,
      actor,
      cause,
      requestId,
      happenings: happeningsOf(type, { ...transition, members }, mandate),
    },
    ...(leavesWork(type, transition, deferred) && { journal }),
    ...(revocation && { revocation }),
  };
}

/** The change with one more thing that happens by it. */
export function telling(change: Change, happening: Happening): Change {
  const happenings = [...change.outbox.happenings, happening];
  return { ...change, outbox: { ...change.outbox, happenings } };
}

function states({ before, after }: Transition, journal: string | undefined) {
  return {
    ...(before && { before }),
    ...(after && { after: journal ? { ...after, journal } : after }),
  };
}

function happeningsOf(type: ResourceType, transition: Transition, { scope, because }: Mandate) {
  const states = { ...transition, directoryId: scope.directoryId, because };
  if (type.name === 'User') return userHappenings(states);
  if (type.name === 'Group') return groupHappenings(states, transition.members);
  return resourceHappenings(states);
}

function isTooLarge({ added, removed }: MemberDelta): boolean {
  return added.length + removed.length > MAX_MEMBERS_PER_COMMIT;
}

function leavesWork(
  type: ResourceType,
  transition: Transition,
  deferred: MemberDelta | undefined,
): boolean {
  // Only users and groups can be members of anything.
  if (type.name !== 'User' && type.name !== 'Group') return false;
  return !transition.after || deferred !== undefined || isRenamedGroup(transition);
}

function isRenamedGroup({ before, after }: Transition): boolean {
  if (!before || after?.type !== 'Group') return false;
  return before.attributes['displayName'] !== after.attributes['displayName'];
}

function without(entries: readonly IndexEntry[], others: readonly IndexEntry[]): IndexEntry[] {
  const key = (e: IndexEntry) => JSON.stringify([e.attribute, e.directoryId ?? null, e.value]);
  const keys = new Set(others.map(key));
  return entries.filter((entry) => !keys.has(key(entry)));
}
