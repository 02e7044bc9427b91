import type { Happening } from '#shared/events/catalogue.ts';
import { changedNames } from '#shared/identity/changed-names.ts';
import type { MemberDelta } from '#shared/identity/identity-store.ts';
import { type LifecycleState, stateOf } from '#shared/identity/lifecycle-state.ts';
import type { Because } from '#shared/identity/ports.ts';
import {
  attributesFor,
  groupLabel,
  type Member,
  type ResourceRecord,
} from '#shared/identity/resource-record.ts';
import { changedBeside, signInHappenings } from '#shared/identity/sign-in-happenings.ts';
import { isActive } from '#shared/identity/user-state.ts';
import { newObject } from '#shared/kernel/json.ts';

interface Transition {
  readonly before?: ResourceRecord;
  readonly after?: ResourceRecord;
  readonly directoryId: string;
  readonly because?: Because | undefined;
}

/** The ordered list of what a change of a user means to the outside. */
export function userHappenings({ before, after, directoryId, because }: Transition): Happening[] {
  const subject = after ?? before;
  if (!subject) return [];
  const changed = changedBetween(before, after, directoryId);
  const data = {
    userName: text(subject.attributes['userName']),
    ...externalIdOf(subject, directoryId),
    active: isActive(subject.attributes),
    state: stateOf(subject),
    changed,
  };
  const signIns = after ? signInHappenings(before, after) : [];
  if (!before) return [{ type: 'user.created', data: { ...data, ...because } }, ...signIns];
  if (!after) return [{ type: 'user.deleted', data: { ...data, changed: [] } }];
  const from = stateOf(before);
  const profile = [
    ...(from === data.state ? changed : changed.filter((name) => name !== 'active')),
    ...changedBeside(before, after),
  ].sort();
  const happenings: Happening[] =
    profile.length > 0 ? [{ type: 'user.updated', data: { ...data, changed: profile } }] : [];
  if (from !== data.state) {
    const switched = changed.filter((name) => name === 'active');
    const moved = { ...data, changed: switched, ...because };
    happenings.push({ type: arrivalAt(data.state, from), data: moved });
  } else if (after.epoch > before.epoch) {
    happenings.push({ type: 'user.signed_out', data: { ...data, changed: [] } });
  }
  return [...happenings, ...signIns];
}

/** What it is called that a user came from one state to another. */
function arrivalAt(state: LifecycleState, from: LifecycleState) {
  if (state !== 'active') return `user.${state}` as const;
  return from === 'staged' ? 'user.activated' : 'user.reactivated';
}

/** The same for a group; memberships come after the group that they belong to. */
export function groupHappenings(
  { before, after, directoryId }: Transition,
  members: MemberDelta,
): Happening[] {
  const subject = after ?? before;
  if (!subject) return [];
  const changed = changedBetween(before, after, directoryId);
  const data = {
    displayName: text(subject.attributes['displayName']),
    ...externalIdOf(subject, directoryId),
    changed,
  };
  if (!after) return [{ type: 'group.deleted', data: { ...data, changed: [] } }];
  const happenings: Happening[] = [];
  if (!before) happenings.push({ type: 'group.created', data });
  else if (changed.length > 0) happenings.push({ type: 'group.updated', data });
  return [...happenings, ...membershipHappenings(after, members)];
}

/** The same for a resource of a type that the tenant declared. */
export function resourceHappenings({ before, after, directoryId }: Transition): Happening[] {
  const subject = after ?? before;
  if (!subject) return [];
  const data = {
    resourceType: subject.type,
    ...externalIdOf(subject, directoryId),
    changed: changedBetween(before, after, directoryId),
  };
  if (!before) return [{ type: 'resource.created', data }];
  if (!after) return [{ type: 'resource.deleted', data: { ...data, changed: [] } }];
  return [{ type: 'resource.updated', data }];
}

/** What is told of those who left a group and came into it, in this order. */
export function membershipHappenings(group: ResourceRecord, members: MemberDelta): Happening[] {
  const displayName = groupLabel(group);
  const data = ({ id, type }: Member) => ({ displayName, member: { id, type } });
  return [
    ...members.removed.map((m): Happening => ({ type: 'group.member_removed', data: data(m) })),
    ...members.added.map((m): Happening => ({ type: 'group.member_added', data: data(m) })),
  ];
}

function changedBetween(
  before: ResourceRecord | undefined,
  after: ResourceRecord | undefined,
  directoryId: string,
): string[] {
  const seen = (record: ResourceRecord | undefined) =>
    record ? attributesFor(record, directoryId) : newObject();
  return changedNames(seen(before), seen(after));
}

function externalIdOf(record: ResourceRecord, directoryId: string): { externalId?: string } {
  const externalId = record.externalIds[directoryId];
  return externalId === undefined ? {} : { externalId };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
