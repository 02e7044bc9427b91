import { type PermitStore, withdraw } from '#shared/tenancy/rate-limit.ts';

/** Buckets of 20 permits, one more a second, that no other process shares. */
export function scarce(): PermitStore {
  const limit = { perSecond: 1, burst: 20 };
  const full = new Map<string, number>();
  return {
    async withdraw({ tenantId, directoryId }, wanted, now) {
      const name = `${tenantId}/${directoryId}`;
      const taken = withdraw(full.get(name) ?? 0, wanted, limit, now);
      full.set(name, taken.fullAt);
      return { ...taken, limit };
    },
  };
}
