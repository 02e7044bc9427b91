import type { Visibility } from '#shared/tenancy/tenant.ts';

/** Whose people are meant: a tenant's, as one directory sees them. Always taken from a credential. */
export interface Scope {
  readonly tenantId: string;
  readonly directoryId: string;
  readonly visibility: Visibility;
}
