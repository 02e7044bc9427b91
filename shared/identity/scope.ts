import type { Directory, Visibility } from '#shared/tenancy/tenant.ts';

/** Whose people are meant: a tenant's, as one directory sees them. Always taken from a credential. */
export interface Scope {
  readonly tenantId: string;
  readonly directoryId: string;
  readonly visibility: Visibility;
}

/** The people that all directories of a tenant share. */
export function sharedScope(tenantId: string): Scope {
  return { tenantId, directoryId: '', visibility: 'tenant' };
}

/** The people that one directory of a tenant keeps to itself. */
export function ownScope(tenantId: string, directoryId: string): Scope {
  return { tenantId, directoryId, visibility: 'own' };
}

/** Everybody of a tenant: those that its directories share, then those that each keeps to itself. */
export function scopesOf(
  tenantId: string,
  directories: readonly Pick<Directory, 'id' | 'visibility'>[],
): readonly Scope[] {
  const own = directories.filter(({ visibility }) => visibility === 'own');
  return [sharedScope(tenantId), ...own.map(({ id }) => ownScope(tenantId, id))];
}
