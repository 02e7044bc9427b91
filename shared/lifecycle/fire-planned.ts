import { changeUser } from '#shared/identity/change-user.ts';
import type { DepartureGuard, GuardDepartures, Provisioner } from '#shared/identity/departure.ts';
import { stateOf } from '#shared/identity/lifecycle-state.ts';
import { inState } from '#shared/identity/moved-user.ts';
import { type IdentityPorts, mandateFor } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { userType } from '#shared/scim/resource-types.ts';

/** What the events of a move by a planned date name as their rule. */
export type PlannedRule = 'planned-join' | 'planned-leave';

export interface PlannedUser {
  readonly scope: Scope;
  readonly id: string;
}

/** Some of those whose date has come, the oldest first; there may be more behind `next`. */
export interface DuePage {
  readonly users: readonly PlannedUser[];
  readonly next?: string;
}

export interface PlannedStore {
  /** May lag by moments, so it is read again what is planned. */
  plannedDue(now: number, limit: number, after?: string): Promise<DuePage>;
}

export interface FirePorts extends IdentityPorts {
  readonly planned: PlannedStore;
  readonly guardDepartures: GuardDepartures;
}

export interface Fired {
  readonly fired: number;
  readonly failures: readonly { readonly user: PlannedUser; readonly cause: unknown }[];
}

/** Read together. */
const PAGE = 25;

/**
 * Lets users join and leave whose date has come, for as long as there is time; one that fails holds up none of the
 * others, and is tried again by the next who does this.
 *
 * @param tenantId Those of one tenant alone.
 */
export async function firePlanned(
  ports: FirePorts,
  hasTime: () => boolean,
  tenantId?: string,
): Promise<Fired> {
  const failures: { user: PlannedUser; cause: unknown }[] = [];
  let fired = 0;
  let after: string | undefined;
  do {
    const page: DuePage = await ports.planned.plannedDue(ports.clock.now(), PAGE, after);
    for (const user of page.users.filter((each) => isOf(each, tenantId))) {
      try {
        if (await fire(ports, user)) fired += 1;
      } catch (cause) {
        failures.push({ user, cause });
      }
    }
    after = page.next;
  } while (after !== undefined && hasTime());
  return { fired, failures };
}

export function isOf({ scope }: PlannedUser, tenantId: string | undefined): boolean {
  return tenantId === undefined || scope.tenantId === tenantId;
}

/** Whether the brake of the directory that announced a leave holds it; then it stays due until that is released. */
export function isHeldLeave(cause: unknown): boolean {
  return cause instanceof DomainError && cause.code === 'held';
}

/**
 * Once, whoever else does it: the date is taken away in the write that it brings about.
 *
 * @returns Whether anything was due.
 */
async function fire(ports: FirePorts, { scope, id }: PlannedUser): Promise<boolean> {
  const user = await ports.store.resource(scope, 'User', id);
  const rule = user && ruleDue(user, ports.clock.now());
  if (!rule) return false;
  const by = {
    actor: { type: 'policy', id: rule },
    cause: 'policy',
    requestId: `${rule}-${id}`,
  } as const;
  const mandate = {
    ...{ ...mandateFor(scope, by), because: { rule } },
    ...(rule === 'planned-leave' && guardOf(ports, { scope, ...by }, user)),
  };
  try {
    await changeUser(ports, mandate, userType, id, (current) => due(current, ports.clock.now()));
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'notFound') return false;
    throw error;
  }
}

/** A wrong column of a feed is as good as a wrong click: whom a directory lets go by a date, its brake counts. */
function guardOf(
  { guardDepartures }: FirePorts,
  { scope, ...by }: Provisioner,
  { planned, announced }: ResourceRecord,
): { readonly guard?: DepartureGuard } {
  if (!announced || announced.leavesAt !== planned?.leavesAt) return {};
  return { guard: guardDepartures({ ...by, scope: { ...scope, directoryId: announced.by } }) };
}

/** What is to happen to the user now, if anything: to leave goes before to join. */
export function ruleDue(
  { planned }: Pick<ResourceRecord, 'planned'>,
  now: number,
): PlannedRule | undefined {
  if (isDue(planned?.leavesAt, now)) return 'planned-leave';
  return isDue(planned?.joinsAt, now) ? 'planned-join' : undefined;
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
