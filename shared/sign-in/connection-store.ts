import type { Connection, ConnectionName } from '#shared/sign-in/connection.ts';

/** What a provider said last; under a secret of its own, as it is more than KMS seals at once. */
export interface SealedClaims {
  /** As the SecretBox sealed it. */
  readonly secret: string;
  readonly claims: string;
}

/** Connections of tenants; every read sees every write before it. */
export interface ConnectionStore {
  /**
   * @throws DomainError `conflict` when there is one of this id, or the tenant has {@link MAX_CONNECTIONS};
   *   `notFound` when there is no such tenant.
   */
  createConnection(connection: Connection): Promise<void>;
  connections(tenantId: string): Promise<Connection[]>;
  connection(name: ConnectionName): Promise<Connection | undefined>;
  /**
   * Replaces the version before this one.
   *
   * @throws DomainError `conflict` when it was changed or deleted meanwhile.
   */
  replaceConnection(connection: Connection): Promise<void>;
  /** With what is kept of it. */
  deleteConnection(name: ConnectionName): Promise<void>;
  /** In place of those before, until a time in milliseconds. */
  keepLastClaims(name: ConnectionName, sealed: SealedClaims, until: number): Promise<void>;
  lastClaims(name: ConnectionName, now: number): Promise<SealedClaims | undefined>;
}
