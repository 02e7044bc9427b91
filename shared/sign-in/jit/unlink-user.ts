import { changeUser } from '#shared/identity/change-user.ts';
import { type Identity, linkOf, withoutLink } from '#shared/identity/links.ts';
import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { userType } from '#shared/scim/resource-types.ts';

/**
 * Takes a way to sign in away from a user, and ends all that they are signed in with: somebody else may have come by
 * it. Without such a link nothing is written.
 *
 * @throws DomainError `notFound`.
 */
export async function unlinkUser(
  ports: IdentityPorts,
  mandate: Mandate,
  id: string,
  identity: Identity,
): Promise<ResourceRecord> {
  return await changeUser(ports, mandate, userType, id, (user) => {
    if (!linkOf(user, identity)) return user;
    return { ...withoutLink(user, identity), epoch: user.epoch + 1 };
  });
}
