import { changeUser } from '#shared/identity/change-user.ts';
import { stateOf } from '#shared/identity/lifecycle-state.ts';
import { inState } from '#shared/identity/moved-user.ts';
import { LAST_DATE, type PlannedDates } from '#shared/identity/planned-dates.ts';
import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { userType } from '#shared/scim/resource-types.ts';

/** Dates in milliseconds; null takes one away, and what is left out stays. */
export interface Planning {
  readonly joinsAt?: number | null;
  readonly leavesAt?: number | null;
}

/**
 * Plans when a user joins and leaves. Who was let go and is to join is staged until then; another date takes the
 * place of the one before.
 *
 * @throws DomainError `notFound`; `invalidValue` for a date that has passed, or leaving before joining; `conflict` when
 * somebody is to join who is there.
 */
export async function planDates(
  ports: IdentityPorts,
  mandate: Mandate,
  id: string,
  planning: Planning,
): Promise<ResourceRecord> {
  const now = ports.clock.now();
  return await changeUser(ports, mandate, userType, id, (user) => {
    const { planned: before = {}, ...rest } = user;
    const planned = {
      ...dateOf('joinsAt', before, planning.joinsAt),
      ...dateOf('leavesAt', before, planning.leavesAt),
    };
    requireSense(user, planned, planning, now);
    const next = Object.keys(planned).length > 0 ? { ...rest, planned } : rest;
    const returns = planned.joinsAt !== undefined && stateOf(user) === 'deactivated';
    return returns ? inState(next, 'staged') : next;
  });
}

function dateOf(
  name: keyof PlannedDates,
  before: PlannedDates,
  wanted: number | null | undefined,
): PlannedDates {
  if (wanted === null) return {};
  const date = wanted === undefined ? before[name] : isoTime(wanted);
  return date === undefined ? {} : { [name]: date };
}

function requireSense(
  user: ResourceRecord,
  { joinsAt, leavesAt }: PlannedDates,
  planning: Planning,
  now: number,
): void {
  const state = stateOf(user);
  const dates = [planning.joinsAt, planning.leavesAt].filter((date) => typeof date === 'number');
  if (dates.some((date) => date <= now)) throw senseless('A planned date has to come yet.');
  if (dates.some((date) => date > LAST_DATE)) throw senseless('No year has five digits.');
  if (joinsAt !== undefined && leavesAt !== undefined && leavesAt <= joinsAt) {
    throw senseless('leavesAt: comes before joinsAt.');
  }
  if (joinsAt !== undefined && (state === 'active' || state === 'suspended')) {
    const detail = `joinsAt: the user is ${state}. Stage or deactivate them first, then say when they join.`;
    throw new DomainError('conflict', detail);
  }
  if (leavesAt !== undefined && state === 'deactivated' && joinsAt === undefined) {
    throw new DomainError('conflict', 'leavesAt: the user is deactivated already.');
  }
}

function senseless(detail: string): DomainError {
  return new DomainError('invalidValue', detail);
}
