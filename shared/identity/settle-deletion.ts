import { changeMembers } from '#shared/identity/change-members.ts';
import type { Journal } from '#shared/identity/identity-store.ts';
import { type IdentityPorts, mandateFor } from '#shared/identity/ports.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';

/** Groups that are left side by side. */
const AT_ONCE = 8;

/**
 * Ends every membership of a deleted resource, on both sides; each group that it leaves changes by itself. The
 * index of memberships lags, so one that was written just before the deletion can be missed: the journal of a
 * deletion therefore stays until it is due, and is settled once more then.
 */
export async function settleDeletion(ports: IdentityPorts, journal: Journal): Promise<void> {
  const { scope, type, resourceId } = journal;
  if (type === 'Group') await ports.store.dropMembers(scope, resourceId);
  const member = {
    id: resourceId,
    type: type === 'Group' ? ('Group' as const) : ('User' as const),
  };
  const groups = await ports.store.memberOf(scope, member);
  for (let start = 0; start < groups.length; start += AT_ONCE) {
    const some = groups.slice(start, start + AT_ONCE);
    await Promise.all(some.map(({ groupId }) => leave(ports, journal, groupId)));
  }
  if (ports.clock.now() >= journal.dueAt) await ports.store.closeJournal(journal);
}

async function leave(ports: IdentityPorts, journal: Journal, groupId: string): Promise<void> {
  const mandate = mandateFor(journal.scope, {
    actor: { type: 'system', id: 'cascade' },
    cause: 'cascade',
    requestId: journal.id,
  });
  try {
    const instruction = { op: 'remove' as const, ids: [journal.resourceId] };
    await changeMembers(ports, mandate, groupId, instruction);
  } catch (error) {
    const groupIsGone = error instanceof DomainError && error.code === 'notFound';
    if (!groupIsGone) throw error;
  }
}
