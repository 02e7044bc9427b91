import { commitUser } from '#shared/identity/change-user.ts';
import type { GuardDepartures } from '#shared/identity/departure.ts';
import { isLostRace } from '#shared/identity/identity-store.ts';
import { stateOf } from '#shared/identity/lifecycle-state.ts';
import { inState } from '#shared/identity/moved-user.ts';
import {
  contention,
  type IdentityPorts,
  type Mandate,
  mandateFor,
} from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { retry } from '#shared/kernel/retry.ts';
import { userType } from '#shared/scim/resource-types.ts';

/** What the events of a move by a planned date name as their rule. */
export type PlannedRule = 'planned-join' | 'planned-leave';

export interface PlannedUser {
  readonly scope: Scope;
  readonly id: string;
}

/** Some of those whose date has come, the oldest first; there may be more behind `next`. */
export interface PlannedPage {
  readonly users: readonly PlannedUser[];
  readonly next?: string;
}

export interface PlannedStore {
  /** May lag by moments, so it is read again what is planned. */
  plannedDue(now: number, limit: number, after?: string): Promise<PlannedPage>;
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
/** A contract ends for many on one day; more at once would only jostle for the count of a brake. */
const AT_ONCE = 5;

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
    const page: PlannedPage = await ports.planned.plannedDue(ports.clock.now(), PAGE, after);
    const own = page.users.filter((each) => isOf(each, tenantId));
    for (let start = 0; start < own.length; start += AT_ONCE) {
      const some = own.slice(start, start + AT_ONCE);
      const outcomes = await Promise.allSettled(some.map((user) => fire(ports, user)));
      fired += outcomes.filter((each) => each.status === 'fulfilled' && each.value).length;
      failures.push(...failuresIn(some, outcomes));
    }
    after = page.next;
  } while (after !== undefined && hasTime());
  return { fired, failures };
}

function failuresIn(
  users: readonly PlannedUser[],
  outcomes: readonly PromiseSettledResult<boolean>[],
): { user: PlannedUser; cause: unknown }[] {
  return users.flatMap((user, place) => {
    const outcome = outcomes[place];
    return outcome?.status === 'rejected' ? { user, cause: outcome.reason } : [];
  });
}

export function isOf({ scope }: PlannedUser, tenantId: string | undefined): boolean {
  return tenantId === undefined || scope.tenantId === tenantId;
}

/** Whether the brake of the directory that announced a leave holds it; then it stays due until that is released. */
export function isHeldLeave(cause: unknown): boolean {
  return cause instanceof DomainError && cause.code === 'held';
}

/**
 * Once, whoever else does it: the date is taken away in the write that it brings about. A date that is moved meanwhile
 * is looked at anew.
 *
 * @returns Whether anything was due.
 */
async function fire(ports: FirePorts, { scope, id }: PlannedUser): Promise<boolean> {
  return await retry({ policy: contention, ...ports }, isLostRace, async () => {
    const now = ports.clock.now();
    const user = await ports.store.resource(scope, 'User', id);
    const rule = user && ruleDue(user, now);
    if (!rule) return false;
    await commitUser(ports, mandateOf(ports, scope, user, rule), userType, user, kept(user, now));
    return true;
  });
}

function mandateOf(
  { guardDepartures }: FirePorts,
  scope: Scope,
  { id, planned, announced }: ResourceRecord,
  rule: PlannedRule,
): Mandate {
  const requestId = `${rule}-${id}`;
  const by = { actor: { type: 'policy', id: rule }, cause: 'policy', requestId } as const;
  const mandate = { ...mandateFor(scope, by), because: { rule } };
  const isAnnounced = rule === 'planned-leave' && announced?.leavesAt === planned?.leavesAt;
  if (!isAnnounced || !announced) return mandate;
  // A wrong column of a feed is as good as a wrong click: the brake counts whom a directory lets go by a date.
  const directory = { ...scope, directoryId: announced.by };
  return { ...mandate, guard: guardDepartures({ ...by, scope: directory }) };
}

/** What is to happen to the user now, if anything: to leave goes before to join. */
export function ruleDue(
  { planned }: Pick<ResourceRecord, 'planned'>,
  now: number,
): PlannedRule | undefined {
  if (isDue(planned?.leavesAt, now)) return 'planned-leave';
  return isDue(planned?.joinsAt, now) ? 'planned-join' : undefined;
}

/** The user with what has come due. */
function kept(user: ResourceRecord, now: number): ResourceRecord {
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
