import { changeUser } from '#shared/identity/change-user.ts';
import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { userType } from '#shared/scim/resource-types.ts';

/**
 * Ends everything that was minted for a user so far, in one write: the next epoch. Who may come in may come in again.
 *
 * @returns the user as they are now.
 * @throws DomainError `notFound`.
 */
export async function signOutEverywhere(
  ports: IdentityPorts,
  mandate: Mandate,
  id: string,
): Promise<ResourceRecord> {
  return await changeUser(ports, mandate, userType, id, (current) => ({
    ...current,
    epoch: current.epoch + 1,
  }));
}
