import type { ClientStore } from '#shared/tenancy/client-store.ts';
import { hasCredential, type OAuthClient } from '#shared/tenancy/oauth-client.ts';
import type { TokenStore } from '#shared/tenancy/tenancy-store.ts';
import { isLive, type TokenRecord } from '#shared/tenancy/token.ts';

export type CredentialStore = TokenStore & Pick<ClientStore, 'client'>;

/**
 * A token with what it has from its client; undefined once it opens nothing any more.
 *
 * @param known The token as it was read before: then its client is asked for together with it.
 */
export async function standingToken(
  store: Pick<CredentialStore, 'token' | 'client'>,
  id: string,
  now: number,
  known?: TokenRecord,
): Promise<TokenRecord | undefined> {
  const clientOf = async (token: TokenRecord | undefined): Promise<OAuthClient | undefined> => {
    if (!token?.client) return undefined;
    const { tenantId, directoryId, client } = token;
    return await store.client({ tenantId, directoryId, id: client.id });
  };
  const [found, knownClient] = await Promise.all([store.token(id), clientOf(known)]);
  const client = known ? knownClient : await clientOf(found);
  if (!found || !stands(found, client, now)) return undefined;
  return client ? { ...found, ...marks(client) } : found;
}

/** An access token ends with the secret or trust that it was issued for. */
function stands(token: TokenRecord, client: OAuthClient | undefined, now: number): boolean {
  if (!isLive(token, now)) return false;
  if (!token.client) return true;
  return client !== undefined && hasCredential(client, token.client.credentialId);
}

/** What an access token has from its client. */
function marks({ customSchemas }: OAuthClient): Pick<TokenRecord, 'customSchemas'> {
  return customSchemas ? { customSchemas } : {};
}
