import type { Clock } from '#shared/kernel/clock.ts';

/** Waits; a port, so that tests need not. */
export type Sleep = (milliseconds: number) => Promise<void>;

export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly attempts: number;
  /** Upper bound of the first wait in milliseconds; it doubles up to {@link longestWait}. */
  readonly firstWait: number;
  readonly longestWait: number;
  /** No attempt begins later than this many milliseconds after the first. */
  readonly within: number;
}

export interface Retrying {
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** Runs `attempt` until it succeeds, fails for another reason than `retryable` tells, or attempts or time run out. */
export async function retry<T>(
  { policy, clock, sleep, random }: Retrying,
  retryable: (error: unknown) => boolean,
  attempt: () => Promise<T>,
): Promise<T> {
  const end = clock.now() + policy.within;
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= policy.attempts || clock.now() >= end || !retryable(error)) throw error;
      // Full jitter: those who lost one race together must not meet again in the next.
      await sleep(random() * Math.min(policy.longestWait, policy.firstWait * 2 ** (tries - 1)));
    }
  }
}
