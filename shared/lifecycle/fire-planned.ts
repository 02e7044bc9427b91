import { changeUser } from '#shared/identity/change-user.ts';
import { stateOf } from '#shared/identity/lifecycle-state.ts';
import { inState } from '#shared/identity/moved-user.ts';
import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { userType } from '#shared/scim/resource-types.ts';

export interface PlannedUser {
  readonly scope: Scope;
  readonly id: string;
}

export interface PlannedStore {
  /** Users with a date that has come, the oldest first; may lag by moments, so it is read again what is planned. */
  plannedDue(now: number, limit: number): Promise<PlannedUser[]>;
}

export interface FirePorts extends IdentityPorts {
  readonly planned: PlannedStore;
}

export interface Fired {
  readonly fired: number;
  readonly failures: readonly { readonly user: PlannedUser; readonly cause: unknown }[];
}

/** Lets users join and leave whose date has come; one that fails holds up none of the others. */
export async function firePlanned(ports: FirePorts, limit: number): Promise<Fired> {
  const due = await ports.planned.plannedDue(ports.clock.now(), limit);
  const failures: { user: PlannedUser; cause: unknown }[] = [];
  for (const user of due) {
    try {
      await fire(ports, user);
    } catch (cause) {
      const isGone = cause instanceof DomainError && cause.code === 'notFound';
      if (!isGone) failures.push({ user, cause });
    }
  }
  return { fired: due.length - failures.length, failures };
}

/** Once, whoever else does it: the date is taken away in the write that it brings about. */
async function fire(ports: FirePorts, { scope, id }: PlannedUser): Promise<void> {
  const user = await ports.store.resource(scope, 'User', id);
  const leaves = user !== undefined && isDue(user.planned?.leavesAt, ports.clock.now());
  const rule = leaves ? 'planned-leave' : 'planned-join';
  const mandate: Mandate = {
    scope,
    actor: { type: 'policy', id: rule },
    cause: 'policy',
    requestId: `${rule}-${id}`,
    confirmed: Promise.resolve(),
    because: { rule },
  };
  await changeUser(ports, mandate, userType, id, (current) => due(current, ports.clock.now()));
}

/** The user with what has come due, as of now: a date that was moved meanwhile is not. */
function due(user: ResourceRecord, now: number): ResourceRecord {
  const { planned, ...rest } = user;
  if (!planned) return user;
  const state = stateOf(user);
  if (isDue(planned.leavesAt, now)) return inState(rest, 'deactivated');
  if (!isDue(planned.joinsAt, now)) return user;
  const { joinsAt: _, ...left } = planned;
  const next = Object.keys(left).length > 0 ? { ...rest, planned: left } : rest;
  return state === 'staged' ? inState(next, 'active') : next;
}

function isDue(date: string | undefined, now: number): boolean {
  return date !== undefined && Date.parse(date) <= now;
}
