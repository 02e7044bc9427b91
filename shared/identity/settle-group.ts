import { membershipHappenings } from '#shared/identity/happenings.ts';
import { type Change, isLostRace, type Journal } from '#shared/identity/identity-store.ts';
import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { isoTime } from '#shared/kernel/clock.ts';

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
  await ports.store.commit(mandate.scope, change);
  const { journal } = change;
  if (journal) await settleGroup(ports, journal, change.after ?? after).catch(() => undefined);
  return after;
}

/** Puts the deferred members of a group in place, and its name on all of its memberships. */
export async function settleGroup(
  ports: IdentityPorts,
  journal: Journal,
  group: ResourceRecord,
): Promise<void> {
  if (group.journal) await rollForwardMembers(ports, journal.scope, group);
  await ports.store.renameInMembers(journal.scope, group);
  await ports.store.closeJournal(journal);
}

/** Safe to run at any time, any number of times, by any number of processes. */
export async function rollForwardMembers(
  { store, newId, clock }: IdentityPorts,
  scope: Scope,
  group: ResourceRecord,
): Promise<void> {
  for (;;) {
    const slice = await store.nextSlice(scope, group);
    if (!slice) break;
    const happenings = membershipHappenings(group, slice.delta);
    const outbox = { ...slice.origin, id: newId(), time: isoTime(clock.now()), happenings };
    await store.commitSlice(scope, group, slice, outbox).catch(unlessLost);
  }
  await store.endDeferral(scope, group);
}

function unlessLost(error: unknown): void {
  if (!isLostRace(error)) throw error;
}
