import type { Connection } from '#shared/sign-in/connection.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import type { SignInContext } from '#shared/sign-in/web/sign-in-context.ts';
import { isSlug } from '#shared/tenancy/tenant.ts';

/** @throws SignInRefused `unknownAddress`, the same whether it is disabled, another tenant's, or was never there. */
export async function enabledConnection(
  context: Pick<SignInContext, 'connections'>,
  tenantId: string,
  id: string,
): Promise<Connection> {
  const connection = await knownConnection(context, tenantId, id);
  if (connection.enabled) return connection;
  throw new SignInRefused('unknownAddress');
}

/**
 * A connection that may be disabled: its provider lets nobody in, and may still end the access of those whom it let in.
 *
 * @throws SignInRefused `unknownAddress`.
 */
export async function knownConnection(
  { connections }: Pick<SignInContext, 'connections'>,
  tenantId: string,
  id: string,
): Promise<Connection> {
  const known = isSlug(tenantId) && isSlug(id);
  const connection = known ? await connections.connection({ tenantId, id }) : undefined;
  if (connection) return connection;
  throw new SignInRefused('unknownAddress');
}
