import type { Clock } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import {
  DEFAULT_RATE_LIMIT,
  type DirectoryName,
  type PermitStore,
  type RateLimit,
} from '#shared/tenancy/rate-limit.ts';

export interface RateLimiter {
  /**
   * Lets one request of the directory in. What it resolves with settles once permits for those to come were
   * fetched: to be awaited before the answer, since the process may be frozen after it.
   *
   * @throws DomainError `rateLimited`.
   */
  admit(directory: DirectoryName): Promise<{ readonly beside: Promise<void> }>;
  /** For a request that turned out to be worth several: the next ones wait for it. */
  charge(directory: DirectoryName, permits: number): void;
}

interface RateLimiterPorts {
  readonly store: PermitStore;
  readonly clock: Clock;
}

/**
 * Permits that a process gives away without asking: these at first, and one more each ten seconds. So a directory
 * that sends little costs no write, and so much more than its limit may each process let in.
 */
export const FREE = 20;
export const FREE_EVERY = 10_000;
/** Permits that are fetched at once. */
const MIN_LEASE = 20;
const MAX_LEASE = 100;
/** Milliseconds that a lease should last: a shorter one doubles the next, a longer one halves it. */
const SHORT = 500;
const LONG = 5_000;
/** Times that a request waits for permits which others then took. */
const MAX_WAITS = 3;
const MAX_ACCOUNTS = 1_000;

/** What this process has of a directory's permits. */
interface Account {
  permits: number;
  free: number;
  freeAt: number;
  limit: RateLimit;
  lease: number;
  leasedAt: number;
  refusedUntil: number;
  /** Requests that wait for permits on their way. */
  waiting: number;
  fetching?: Promise<void>;
}

/**
 * One limit for each directory over all processes: each fetches permits in leases, sized by how fast it needs them,
 * from a bucket that they share, beside the requests that it serves.
 */
export function createRateLimiter({ store, clock }: RateLimiterPorts): RateLimiter {
  const accounts = new Map<string, Account>();

  function accountOf({ tenantId, directoryId }: DirectoryName): Account {
    const name = `${tenantId}/${directoryId}`;
    const known = accounts.get(name);
    if (known) return known;
    if (accounts.size >= MAX_ACCOUNTS) accounts.clear();
    const account = newAccount(clock.now());
    accounts.set(name, account);
    return account;
  }

  /** Resolves when what is on its way has arrived; never rejects. */
  function fetch(directory: DirectoryName, account: Account): Promise<void> {
    account.fetching ??= lease(directory, account).finally(() => {
      delete account.fetching;
    });
    return account.fetching;
  }

  async function lease(directory: DirectoryName, account: Account): Promise<void> {
    const now = clock.now();
    account.lease = sized(account, now);
    account.leasedAt = now;
    const wanted = account.lease + account.waiting + Math.max(0, -account.permits);
    try {
      const { granted, wait, limit } = await store.withdraw(directory, wanted, now);
      account.permits += granted;
      account.limit = limit;
      account.refusedUntil = granted > 0 ? 0 : now + wait;
    } catch {
      // A bucket that cannot be asked holds nobody up; with the table down, the request fails by itself.
      account.permits = Math.max(account.permits, 0) + 1;
    }
  }

  return {
    async admit(directory) {
      const account = accountOf(directory);
      refill(account, clock.now());
      for (let waits = 0; !spend(account); waits += 1) {
        const now = clock.now();
        if (now < account.refusedUntil || waits === MAX_WAITS) throw refused(account, now);
        account.waiting += 1;
        await fetch(directory, account);
        account.waiting -= 1;
      }
      const beside = runsLow(account, clock.now()) ? fetch(directory, account) : Promise.resolve();
      return { beside };
    },

    charge(directory, permits) {
      accountOf(directory).permits -= permits;
    },
  };
}

function newAccount(now: number): Account {
  return {
    permits: 0,
    free: FREE,
    freeAt: now,
    limit: DEFAULT_RATE_LIMIT,
    lease: MIN_LEASE,
    leasedAt: Number.NEGATIVE_INFINITY,
    refusedUntil: 0,
    waiting: 0,
  };
}

function refill(account: Account, now: number): void {
  account.free = Math.min(FREE, account.free + (now - account.freeAt) / FREE_EVERY);
  account.freeAt = now;
}

function spend(account: Account): boolean {
  if (account.permits >= 1) account.permits -= 1;
  else if (account.permits >= 0 && account.free >= 1) account.free -= 1;
  else return false;
  return true;
}

function runsLow({ permits, free, lease, refusedUntil }: Account, now: number): boolean {
  return permits < lease / 4 && free < FREE / 2 && now >= refusedUntil;
}

/** Never so much that twenty processes could keep the whole burst among themselves. */
function sized({ lease, leasedAt, limit }: Account, now: number): number {
  const most = Math.max(1, Math.min(MAX_LEASE, limit.perSecond, Math.floor(limit.burst / 20)));
  const lasted = now - leasedAt;
  const next = lasted < SHORT ? lease * 2 : lasted > LONG ? lease / 2 : lease;
  return Math.min(most, Math.max(MIN_LEASE, Math.floor(next)));
}

function refused({ refusedUntil, limit }: Account, now: number): DomainError {
  const detail = `This directory sends more than ${limit.perSecond} requests a second. Slow down, and send this one again.`;
  const retryAfter = Math.max(1, Math.ceil((refusedUntil - now) / 1_000));
  return new DomainError('rateLimited', detail, { retryAfter });
}
