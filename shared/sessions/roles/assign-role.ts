import { changeUser } from '#shared/identity/change-user.ts';
import { withRole } from '#shared/identity/links.ts';
import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { userType } from '#shared/scim/resource-types.ts';

/**
 * Gives a role to a user until somebody takes it away. Doing so again changes nothing.
 *
 * @throws DomainError `notFound`; `conflict` when the user has as many as there may be.
 */
export async function assignRole(
  ports: IdentityPorts,
  mandate: Mandate,
  userId: string,
  role: string,
): Promise<ResourceRecord> {
  const at = isoTime(ports.clock.now());
  const assigned = { role, source: 'admin', by: mandate.actor.id, at } as const;
  return await changeUser(ports, mandate, userType, userId, (user) => withRole(user, assigned));
}

/**
 * Takes away what was assigned, by whomever; what rules give stays.
 *
 * @throws DomainError `notFound` when there is no such user, or the role is not assigned.
 */
export async function unassignRole(
  ports: IdentityPorts,
  mandate: Mandate,
  userId: string,
  role: string,
): Promise<ResourceRecord> {
  return await changeUser(ports, mandate, userType, userId, (user) => {
    const { roles = [], ...rest } = user;
    const left = roles.filter((assigned) => assigned.role !== role);
    if (left.length === roles.length) throw notAssigned(userId);
    return { ...rest, ...(left.length > 0 && { roles: left }) };
  });
}

function notAssigned(userId: string): DomainError {
  return new DomainError(
    'notFound',
    `That role is not assigned to the User ${userId}. If a rule gives it, change the rule; an explanation of the user's roles names it.`,
  );
}
