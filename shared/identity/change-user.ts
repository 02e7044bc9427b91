import { buildChange } from '#shared/identity/build-change.ts';
import { guarded } from '#shared/identity/departure.ts';
import { isLostRace } from '#shared/identity/identity-store.ts';
import { noMembers } from '#shared/identity/member-plan.ts';
import { contention, type IdentityPorts, type Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { revised, sameContent } from '#shared/identity/revised.ts';
import { notFound } from '#shared/identity/update-resource.ts';
import { retry } from '#shared/kernel/retry.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/**
 * Changes a user outside SCIM: reads, asks for the state to be, and commits, again whenever somebody else was
 * first. A change to what there is writes nothing.
 *
 * @param type The tenant's User; where no attribute changes, the built-in one will do.
 * @param next From the state that was read to the state wanted; may run more than once. Version and time are seen
 *   to, and so is the epoch where the user is deactivated; to end all that was minted otherwise, raise it.
 * @returns the state that stands now.
 * @throws DomainError `notFound`, `uniqueness`, and what `next` throws.
 */
export async function changeUser(
  ports: IdentityPorts,
  mandate: Mandate,
  type: ResourceType,
  id: string,
  next: (current: ResourceRecord) => ResourceRecord,
): Promise<ResourceRecord> {
  if (!isId(id)) throw notFound(type, id);
  return await retry({ policy: contention, ...ports }, isLostRace, async () => {
    const before = await ports.store.resource(mandate.scope, type.name, id);
    if (!before) throw notFound(type, id);
    return await commitUser(ports, mandate, type, before, next(before));
  });
}

/**
 * One attempt of a change of a user that was read before.
 *
 * @throws LostRace when somebody else was first; DomainError `uniqueness`.
 */
export async function commitUser(
  ports: IdentityPorts,
  mandate: Mandate,
  type: ResourceType,
  before: ResourceRecord,
  next: ResourceRecord,
): Promise<ResourceRecord> {
  const after = revised(ports, mandate, before, next);
  if (sameContent(before, after)) return before;
  const change = buildChange(ports, mandate, type, { before, after, members: noMembers });
  await mandate.confirmed;
  await ports.store.commit(mandate.scope, await guarded(mandate, change));
  return after;
}
