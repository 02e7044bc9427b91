import { dated } from '#shared/identity/announced-dates.ts';
import { buildChange } from '#shared/identity/build-change.ts';
import { isLostRace } from '#shared/identity/identity-store.ts';
import { indexEntriesOf } from '#shared/identity/index-entries.ts';
import { planMembers } from '#shared/identity/member-plan.ts';
import { brought } from '#shared/identity/moved-user.ts';
import { contention, type IdentityPorts, type Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { commitAndSettle } from '#shared/identity/settle-group.ts';
import { splitExternalId } from '#shared/identity/update-resource.ts';
import { withActive } from '#shared/identity/user-state.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { retry } from '#shared/kernel/retry.ts';
import type { Member } from '#shared/scim/patch/member-change.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

export interface NewResource {
  /** Canonical attributes, with the externalId of the directory that creates. */
  readonly attributes: JsonObject;
  readonly members: readonly Member[];
  /** Names the request, where the same one may arrive again: it creates nothing the second time. */
  readonly origin?: string;
  /** Of a user, what is kept beside the attributes. */
  readonly beside?: Pick<ResourceRecord, 'links' | 'roles' | 'owners' | 'state' | 'invitedUntil'>;
}

/** @throws DomainError `uniqueness`, `invalidValue`. */
export async function createResource(
  ports: IdentityPorts,
  mandate: Mandate,
  type: ResourceType,
  { attributes, members, origin, beside }: NewResource,
): Promise<ResourceRecord> {
  const { store, newId, clock } = ports;
  const id = newId();
  const { externalIds, rest } = splitExternalId(attributes, mandate.scope.directoryId, {});
  const now = isoTime(clock.now());
  const created: ResourceRecord = {
    type: type.name,
    id,
    version: 1,
    created: now,
    lastModified: now,
    attributes: type.name === 'User' ? withActive(rest, true) : rest,
    externalIds,
    epoch: 0,
    ...beside,
    ...(type.name === 'User' && mandate.actor.type !== 'directory' && { unmanaged: true as const }),
  };
  const { user: arrived, rule } = dated(mandate, clock.now(), undefined, created);
  const user = brought(arrived, mandate.actor.type);
  const told = rule ? { ...mandate, because: { rule } } : mandate;
  // What has a unique value of its own cannot be created twice anyway.
  const isUnique = indexEntriesOf(type, user).some(({ unique }) => unique);
  const after = origin === undefined || isUnique ? user : { ...user, origin };
  const instructions = members.length > 0 ? [{ op: 'add' as const, members: [...members] }] : [];
  let attempts = 0;
  return await retry({ policy: contention, ...ports }, isLostRace, async () => {
    attempts += 1;
    // An attempt whose answer was lost may have made it; nobody else knows the id.
    const made = attempts > 1 && (await store.resource(mandate.scope, type.name, id));
    if (made) return made;
    const delta = await planMembers(store, mandate.scope, id, instructions);
    return await commitAndSettle(
      ports,
      mandate,
      after,
      buildChange(ports, told, type, { after, members: delta }),
    );
  });
}
