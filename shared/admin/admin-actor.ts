import type { AdminContext } from '#shared/admin/admin-context.ts';
import type { Mandate } from '#shared/identity/ports.ts';

/** Who changes something over this API: IAM in front of it knows by which of its principals. */
export function adminActor({
  requestId,
}: AdminContext): Pick<Mandate, 'actor' | 'cause' | 'requestId'> {
  return { actor: { type: 'admin', id: 'admin-api' }, cause: 'admin', requestId };
}
