import { changeUser } from '#shared/identity/change-user.ts';
import { createResource } from '#shared/identity/create-resource.ts';
import { indexEntryFor } from '#shared/identity/index-entries.ts';
import { keptState, stateOf } from '#shared/identity/lifecycle-state.ts';
import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { DAY, isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { newObject } from '#shared/kernel/json.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { domainOfEmail } from '#shared/sign-in/domains/domain-name.ts';

/** How long an invitation is open, milliseconds. */
const OPEN_FOR = 14 * DAY;

/**
 * Invites somebody by address: a staged user, whom the first sign-in with that address, verified, makes active and
 * links. Whoever was invited before and did not come is invited again.
 *
 * @throws DomainError `invalidValue`, `conflict` when somebody with the address is here already, `uniqueness` when
 *   somebody has it as a user name.
 */
export async function inviteUser(
  ports: IdentityPorts,
  mandate: Mandate,
  email: string,
): Promise<ResourceRecord> {
  if (domainOfEmail(email) === undefined) {
    throw new DomainError(
      'invalidValue',
      'This is no email address; use one such as ada@acme.com.',
    );
  }
  const { store, clock } = ports;
  const { scope, actor } = mandate;
  const now = clock.now();
  const invitedUntil = isoTime(now + OPEN_FOR);
  const entry = indexEntryFor(userType, 'emails.value', email, scope.directoryId);
  const [id] = entry ? await store.lookUp(scope, entry) : [];
  if (id !== undefined) {
    return await changeUser(ports, mandate, userType, id, (user) => {
      requireAwaited(user);
      return { ...user, invitedUntil };
    });
  }
  const emails = [Object.assign(newObject(), { value: email, primary: true })];
  const attributes = Object.assign(newObject(), { userName: email, active: false, emails });
  const beside = { ...keptState('staged', actor.type, isoTime(now)), invitedUntil };
  return await createResource(ports, mandate, userType, { attributes, members: [], beside });
}

function requireAwaited(user: ResourceRecord): void {
  if (stateOf(user) === 'staged' && user.links === undefined) return;
  const detail = `User ${user.id} has this address and is ${stateOf(user)}: only who is staged, and never came, is invited.`;
  throw new DomainError('conflict', detail);
}
