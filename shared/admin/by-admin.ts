import type { AdminContext } from '#shared/admin/admin-context.ts';
import type { Author } from '#shared/events/envelope.ts';

/** Who changes something over this API: IAM in front of it knows by which of its principals. */
export function byAdmin({ requestId }: AdminContext): Author {
  return { actor: { type: 'admin', id: 'admin-api' }, cause: 'admin', requestId };
}
