import { type Mandate, mandateFor } from '#shared/identity/ports.ts';
import { sharedScope } from '#shared/identity/scope.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import type { SignInPorts } from '#shared/sign-in/ports.ts';

/** On whose behalf a connection's people are found or made: that of the directory that the same provider feeds, if one is named. */
export async function mandateOf(
  { tenancy }: Pick<SignInPorts, 'tenancy'>,
  { tenantId, id, directory: directoryId }: Connection,
  requestId: string,
): Promise<Mandate> {
  const directory =
    directoryId === undefined ? undefined : await tenancy.directory(tenantId, directoryId);
  const scope = directory
    ? { tenantId, directoryId: directory.id, visibility: directory.visibility }
    : sharedScope(tenantId);
  return mandateFor(scope, { actor: { type: 'connection', id }, cause: 'jit', requestId });
}
