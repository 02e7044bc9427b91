import type { Declarations } from '#shared/scim/custom/declarations.ts';

/** One version of what a tenant declares; it never changes, and is kept. */
export interface DeclaredVersion {
  /** 1 for the first, +1 with each that is accepted. */
  readonly version: number;
  readonly createdAt: string;
  readonly declarations: Declarations;
}

/** What requests need; these reads see every earlier write. */
export interface DeclarationReads {
  /** Of the version in force; 0 as long as the tenant never declared anything. */
  declarationVersion(tenantId: string): Promise<number>;
  declaredVersion(tenantId: string, version: number): Promise<DeclaredVersion | undefined>;
}

/** The schemas and resource types that tenants declare. */
export interface DeclarationStore extends DeclarationReads {
  /**
   * Puts the version after the one in force into force. Once this resolves, every request by whatever token of the
   * tenant is served by it.
   *
   * @throws DomainError `conflict` when another version came first, `notFound` when the tenant does not exist.
   */
  declare(tenantId: string, next: DeclaredVersion): Promise<void>;
}
