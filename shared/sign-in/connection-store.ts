import type { Connection, ConnectionName } from '#shared/sign-in/connection.ts';

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
  deleteConnection(name: ConnectionName): Promise<void>;
}
