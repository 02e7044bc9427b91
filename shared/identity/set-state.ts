import { changeUser } from '#shared/identity/change-user.ts';
import { type LifecycleState, stateOf } from '#shared/identity/lifecycle-state.ts';
import { inState, released } from '#shared/identity/moved-user.ts';
import type { Because, IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { userType } from '#shared/scim/resource-types.ts';

/**
 * Moves a user to a state, whoever asks. To be there already is no change. SCIM says the same through `active`, and
 * passes the same judge.
 *
 * @param precondition Judges the user as read, each time it is read, before anything is written: by throwing.
 * @returns the user as it stands now.
 * @throws DomainError `notFound`, `conflict` when the move is none for whoever asks.
 */
export async function setState(
  ports: IdentityPorts,
  mandate: Mandate,
  id: string,
  to: LifecycleState,
  because: Because = {},
  precondition?: (current: ResourceRecord) => void,
): Promise<ResourceRecord> {
  return await changeUser(ports, { ...mandate, because }, userType, id, (current) => {
    precondition?.(current);
    if (stateOf(current) === to) return current;
    const isRelease = to === 'active' && mandate.actor.type === 'admin';
    return isRelease ? released(current) : inState(current, to);
  });
}
