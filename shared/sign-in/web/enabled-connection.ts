import type { Connection } from '#shared/sign-in/connection.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import type { SignInContext } from '#shared/sign-in/web/sign-in-context.ts';
import { isSlug } from '#shared/tenancy/tenant.ts';

/** @throws SignInRefused `unknownAddress`, the same whether it is disabled, another tenant's, or was never there. */
export async function enabledConnection(
  { connections }: Pick<SignInContext, 'connections'>,
  tenantId: string,
  id: string,
): Promise<Connection> {
  const known = isSlug(tenantId) && isSlug(id);
  const connection = known ? await connections.connection({ tenantId, id }) : undefined;
  if (connection?.enabled) return connection;
  throw new SignInRefused('unknownAddress');
}
