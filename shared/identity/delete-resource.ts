import { buildChange } from '#shared/identity/build-change.ts';
import { guarded } from '#shared/identity/departure.ts';
import { isLostRace } from '#shared/identity/identity-store.ts';
import { requireLegal } from '#shared/identity/lifecycle-state.ts';
import { noMembers } from '#shared/identity/member-plan.ts';
import { contention, type IdentityPorts, type Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { settleDeletion } from '#shared/identity/settle-deletion.ts';
import { notFound } from '#shared/identity/update-resource.ts';
import { retry } from '#shared/kernel/retry.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/** @throws DomainError `notFound`, and what the precondition throws. */
export async function deleteResource(
  ports: IdentityPorts,
  mandate: Mandate,
  type: ResourceType,
  id: string,
  precondition?: (current: ResourceRecord) => void,
): Promise<void> {
  if (!isId(id)) throw notFound(type, id);
  const { store } = ports;
  const journal = await retry({ policy: contention, ...ports }, isLostRace, async () => {
    const before = await store.resource(mandate.scope, type.name, id);
    if (!before) throw notFound(type, id);
    precondition?.(before);
    if (type.name === 'User') requireLegal(before, 'deleted', mandate.actor.type);
    const change = buildChange(ports, mandate, type, { before, members: noMembers });
    await mandate.confirmed;
    await store.commit(mandate.scope, await guarded(mandate, change));
    return change.journal;
  });
  // The deletion stands; should this be cut short, its journal is settled when it is due.
  if (journal) await settleDeletion(ports, journal).catch(() => undefined);
}
