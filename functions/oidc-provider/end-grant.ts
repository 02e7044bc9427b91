import type { TenantPorts } from '#functions/oidc-provider/ports.ts';
import { grantNameOf } from '#functions/oidc-provider/token-handle.ts';

/** Ends all that one sign-in of an app has come to: what belongs to a grant goes with it. */
export async function endGrant(
  { artefacts, tenantId }: Pick<TenantPorts, 'artefacts' | 'tenantId'>,
  grantId: string,
): Promise<void> {
  await artefacts.endGrant(tenantId, grantId, grantNameOf(grantId));
}
