import type { IdentityStore } from '#shared/identity/identity-store.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { Call, Route } from '#shared/kernel/http/route.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';
import type { TenancyStore } from '#shared/tenancy/tenancy-store.ts';

export interface AdminContext {
  readonly tenancy: TenancyStore;
  readonly identity: IdentityStore;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Where this API was reached, for the URLs that it tells. */
  readonly origin: string;
}

export type AdminRoute = Route<AdminContext>;
export type AdminCall = Call<AdminContext>;
