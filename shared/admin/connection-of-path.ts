import type { AdminCall } from '#shared/admin/admin-context.ts';
import type { ConnectionAnswer } from '#shared/admin/connection-contract.ts';
import { tenantOf } from '#shared/admin/subject-of-path.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type Connection, callbackUrl, initiateUrl } from '#shared/sign-in/connection.ts';
import { isSlug } from '#shared/tenancy/tenant.ts';

/** @throws DomainError `notFound`, telling whether the tenant or the connection is the one missing. */
export async function connectionOf(call: AdminCall): Promise<Connection> {
  const { id: tenantId } = await tenantOf(call);
  const id = call.params['connection'] ?? '';
  const { connections } = call.context;
  const connection = isSlug(id) ? await connections.connection({ tenantId, id }) : undefined;
  if (connection) return connection;
  const detail = `${tenantId} has no connection of this id. List its connections to see their ids.`;
  throw new DomainError('notFound', detail);
}

/** A connection as it is shown: with everything but its secret. */
export function connectionShown({ context }: AdminCall, connection: Connection): ConnectionAnswer {
  const { sealedSecret: _, tenantId: __, version: ___, ...shown } = connection;
  return {
    ...shown,
    redirectUri: callbackUrl(context.rootUrl, connection),
    initiateLoginUri: initiateUrl(context.rootUrl, connection),
  };
}
