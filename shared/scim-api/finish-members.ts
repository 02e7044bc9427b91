import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { rollForwardMembers, stillSettling } from '#shared/identity/settle-group.ts';
import type { ScimCall } from '#shared/scim-api/scim-context.ts';

/**
 * Puts in place the members that a large change deferred: a read sees what was written before it.
 *
 * @throws DomainError `unavailable` when that takes longer than a request may.
 */
export async function finishMembers(
  { context }: ScimCall,
  resource: ResourceRecord,
): Promise<void> {
  if (!resource.journal) return;
  const { ports, mandate } = context;
  await mandate.confirmed;
  if (!(await rollForwardMembers(ports, mandate.scope, resource))) throw stillSettling();
}
