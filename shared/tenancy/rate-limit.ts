/** How fast one directory may send requests, and how many at once after a pause. */
export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

export const DEFAULT_RATE_LIMIT: RateLimit = { perSecond: 100, burst: 3_000 };

export const MAX_PER_SECOND = 10_000;
export const MAX_BURST = 1_000_000;

export type DirectoryName = { readonly tenantId: string; readonly directoryId: string };

/** What became of a wish for permits. */
export interface Withdrawal {
  readonly granted: number;
  /** When the bucket is full again, in milliseconds. */
  readonly fullAt: number;
  /** Milliseconds until there is a permit again; 0 when any was granted. */
  readonly wait: number;
}

/**
 * A token bucket as one time, that at which it is full again: a permit taken makes that later by what it takes to
 * refill one, and there is one as long as it would be full within what `burst` take.
 */
export function withdraw(
  fullAt: number,
  wanted: number,
  { perSecond, burst }: RateLimit,
  now: number,
): Withdrawal {
  const each = 1_000 / perSecond;
  const from = Math.max(fullAt, now);
  const latest = now + burst * each;
  // Times of today have microseconds in a double; less than that is rounding.
  const left = Math.floor((latest - from) / each + 1e-3);
  const granted = Math.max(0, Math.min(wanted, left));
  const wait = granted > 0 ? 0 : Math.ceil(from + each - latest);
  return { granted, fullAt: from + granted * each, wait };
}

/** The buckets of directories, shared by all processes. */
export interface PermitStore {
  /** Takes as many permits as there are, at most those wanted; never more than the bucket held. */
  withdraw(
    directory: DirectoryName,
    wanted: number,
    now: number,
  ): Promise<Pick<Withdrawal, 'granted' | 'wait'> & { readonly limit: RateLimit }>;
}

/** The settings of these buckets. */
export interface RateLimitStore {
  rateLimit(directory: DirectoryName): Promise<RateLimit>;
  /** Holds from the next withdrawal of each process on, and begins with a full bucket. */
  setRateLimit(directory: DirectoryName, limit: RateLimit): Promise<void>;
}
