import type { Author } from '#shared/events/envelope.ts';
import type { UserTypes } from '#shared/identity/conditions/user-types.ts';
import type { IdentityPorts } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { ownScope, type Scope, sharedScope } from '#shared/identity/scope.ts';
import type { ActivityStore } from '#shared/lifecycle/activity.ts';
import type { LifecycleStore } from '#shared/lifecycle/lifecycle-store.ts';
import type { TenancyStore } from '#shared/tenancy/tenancy-store.ts';

/** What policies stand on; one for the life of a process. */
export interface LifecyclePorts extends IdentityPorts {
  readonly lifecycle: LifecycleStore;
  readonly activity: Pick<ActivityStore, 'activity' | 'feed'>;
  readonly tenancy: Pick<TenancyStore, 'directories'>;
  /** The type of a tenant's users, with what the tenant declares of them. */
  readonly userTypes: UserTypes;
  /** Names of the roles that somebody has now, by whatever way. */
  readonly rolesOf: (scope: Scope, user: ResourceRecord) => Promise<readonly string[]>;
}

/** The one policy of a tenant. */
export const POLICY_ID = 'inactivity';

/**
 * The policy as the one who does it.
 *
 * @param runId Ties all that one run does together.
 */
export function byPolicy(runId: string): Author {
  return { actor: { type: 'policy', id: POLICY_ID }, cause: 'policy', requestId: runId };
}

/** The people that the directories of a tenant share are the realm without a name. */
export function scopeOfRealm(tenantId: string, realm: string): Scope {
  return realm === '' ? sharedScope(tenantId) : ownScope(tenantId, realm);
}

/** The name that a realm has in plans and rows, see {@link scopeOfRealm}. */
export function realmOf({ directoryId, visibility }: Scope): string {
  return visibility === 'own' ? directoryId : '';
}
