import type { Directory, Tenant } from '#shared/tenancy/tenant.ts';
import type { TokenRecord } from '#shared/tenancy/token.ts';

/** Tenants, their directories and the tokens of these. */
export interface TenancyStore {
  /** @throws DomainError `conflict` when the tenant exists. */
  createTenant(tenant: Tenant): Promise<void>;
  tenants(): Promise<Tenant[]>;
  tenant(tenantId: string): Promise<Tenant | undefined>;
  /** @throws DomainError `conflict` when the directory exists, `notFound` when the tenant does not. */
  createDirectory(directory: Directory): Promise<void>;
  directories(tenantId: string): Promise<Directory[]>;
  directory(tenantId: string, directoryId: string): Promise<Directory | undefined>;
  /**
   * Adds a token unless the directory has {@link MAX_LIVE_TOKENS} live ones, also when two are added at once.
   *
   * @throws DomainError `conflict` when there are too many, `notFound` when the directory does not exist.
   */
  addToken(token: TokenRecord, now: number): Promise<void>;
  tokens(tenantId: string, directoryId: string): Promise<TokenRecord[]>;
  /** After this resolves no read by {@link token} shows the token. False when there was none. */
  removeToken(tenantId: string, directoryId: string, tokenId: string): Promise<boolean>;
}

/** What authentication needs; its reads see every earlier write. */
export interface TokenStore {
  token(tokenId: string): Promise<TokenRecord | undefined>;
  touchToken(tokenId: string, usedAt: string): Promise<void>;
}
