import { guarded } from '#shared/identity/departure.ts';
import { membershipHappenings } from '#shared/identity/happenings.ts';
import {
  type Change,
  isLostRace,
  type Journal,
  type MemberSlice,
} from '#shared/identity/identity-store.ts';
import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';

/**
 * Commits what leaves a resource standing and settles at once what that leaves behind. Once the commit stands,
 * nothing that fails afterwards takes it back: its journal is due in a minute, and any change of the same group
 * before that takes it up.
 */
export async function commitAndSettle(
  ports: IdentityPorts,
  mandate: Mandate,
  after: ResourceRecord,
  change: Change,
): Promise<ResourceRecord> {
  await mandate.confirmed;
  await ports.store.commit(mandate.scope, await guarded(mandate, change));
  const { journal } = change;
  if (journal) await settleGroup(ports, journal, change.after ?? after).catch(() => undefined);
  return after;
}

/**
 * Puts the deferred members of a group in place, and its name on all of its memberships. What time does not allow
 * stays with the journal.
 */
export async function settleGroup(
  ports: IdentityPorts,
  journal: Journal,
  group: ResourceRecord,
): Promise<void> {
  if (group.journal && !(await rollForwardMembers(ports, journal.scope, group))) return;
  // Reads every membership, so only when there is something to write on them.
  if (journal.renamed) await ports.store.renameInMembers(journal.scope, group);
  await ports.store.closeJournal(journal);
}

/** How long one request, or one round of the schedule, puts members in place, in milliseconds. */
const ROLL_FORWARD_FOR = 12_000;

/** Slices that are applied side by side. */
const AT_ONCE = 4;

/**
 * Safe to run at any time, any number of times, by any number of processes.
 *
 * @returns Whether all members are in place; if not, somebody has to go on.
 */
export async function rollForwardMembers(
  ports: IdentityPorts,
  scope: Scope,
  group: ResourceRecord,
): Promise<boolean> {
  const { store, clock } = ports;
  const end = clock.now() + ROLL_FORWARD_FOR;
  while (clock.now() < end) {
    const slices = await store.nextSlices(scope, group, AT_ONCE);
    if (slices.length === 0) {
      await store.endDeferral(scope, group);
      return true;
    }
    await Promise.all(slices.map((slice) => applySlice(ports, scope, group, slice)));
  }
  return false;
}

async function applySlice(
  { store, newId, clock }: IdentityPorts,
  scope: Scope,
  group: ResourceRecord,
  slice: MemberSlice,
): Promise<void> {
  const happenings = membershipHappenings(group, slice.delta);
  const outbox = { ...slice.origin, id: newId(), time: isoTime(clock.now()), happenings };
  await store.commitSlice(scope, group, slice, outbox).catch(unlessLost);
}

/** Whoever needs the members as they were asked for, before they are in place. */
export function stillSettling(): DomainError {
  return new DomainError(
    'unavailable',
    'A large change of the members of this group is still being put in place. Send the request again in a moment.',
    { retryAfter: 5 },
  );
}

function unlessLost(error: unknown): void {
  if (!isLostRace(error)) throw error;
}
