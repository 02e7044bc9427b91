import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import { updateResource } from '#shared/identity/update-resource.ts';
import type { MemberInstruction } from '#shared/scim/patch/member-change.ts';
import { groupType } from '#shared/scim/resource-types.ts';

/** Changes who is in a group, and nothing else of it. @throws DomainError `notFound` when there is no such group. */
export async function changeMembers(
  ports: IdentityPorts,
  mandate: Mandate,
  groupId: string,
  instruction: MemberInstruction,
): Promise<void> {
  await updateResource(ports, mandate, groupType, groupId, {
    attributes: (current) => current,
    members: [instruction],
  });
}
