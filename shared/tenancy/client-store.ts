import type { ClientName, OAuthClient } from '#shared/tenancy/oauth-client.ts';
import type { TokenRecord } from '#shared/tenancy/token.ts';

/** OAuth clients of directories, and the access tokens that they get; reads see every earlier write. */
export interface ClientStore {
  /** @throws DomainError `notFound` when the directory does not exist. */
  createClient(client: OAuthClient): Promise<void>;
  clients(tenantId: string, directoryId: string): Promise<OAuthClient[]>;
  client(name: ClientName): Promise<OAuthClient | undefined>;
  /** @throws DomainError `conflict` when it is no longer what it was `before`. */
  replaceClient(before: OAuthClient, after: OAuthClient): Promise<void>;
  /** After this resolves no read shows it, and its access tokens open nothing. */
  removeClient(client: OAuthClient): Promise<void>;
  addAccessToken(token: TokenRecord): Promise<void>;
}
