import type { Scope } from '#shared/identity/scope.ts';
import { sharedScope } from '#shared/sessions/account-id.ts';
import type { TenancyStore } from '#shared/tenancy/tenancy-store.ts';

/** The people that a tenant's directories share, and those that each keeps to itself: an event does not say where. */
export function scopesOf(tenancy: Pick<TenancyStore, 'directories'>) {
  return async (tenantId: string): Promise<Scope[]> => {
    const directories = await tenancy.directories(tenantId);
    const own = directories.filter(({ visibility }) => visibility === 'own');
    return [
      sharedScope(tenantId),
      ...own.map(({ id }) => ({ tenantId, directoryId: id, visibility: 'own' as const })),
    ];
  };
}
