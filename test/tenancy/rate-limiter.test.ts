import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRateLimiter, FREE, FREE_EVERY } from '#shared/tenancy/create-rate-limiter.ts';
import { type PermitStore, type RateLimit, withdraw } from '#shared/tenancy/rate-limit.ts';

const DIRECTORY = { tenantId: 'acme', directoryId: 'okta' };

/** Processes that share one bucket, on a clock that the test moves. */
function createFleet(size: number, limit: RateLimit) {
  const clock = { time: 1_763_800_000_000, now: () => clock.time };
  let fullAt = 0;
  let withdrawals = 0;
  const store: PermitStore = {
    async withdraw(_, wanted, now) {
      withdrawals += 1;
      const { granted, wait, ...after } = withdraw(fullAt, wanted, limit, now);
      fullAt = after.fullAt;
      return { granted, wait, limit };
    },
  };
  const limiters = Array.from({ length: size }, () => createRateLimiter({ store, clock }));
  /** Whether a request that meets this process is let in. */
  async function send(process: number): Promise<boolean> {
    try {
      const admitted = await limiters[process % size]?.admit(DIRECTORY);
      await admitted?.beside;
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: 'rateLimited' });
      expect((error as { retryAfter: number }).retryAfter).toBeGreaterThanOrEqual(1);
      return false;
    }
  }
  return { clock, limiters, send, withdrawals: () => withdrawals };
}

const anyLimit = fc.record({
  perSecond: fc.integer({ min: 1, max: 500 }),
  burst: fc.integer({ min: 1, max: 5_000 }),
});

describe('the bucket', () => {
  test('grants no more than it holds, and all of it', () => {
    const wishes = fc.array(fc.tuple(fc.nat(5_000), fc.nat(300)), { maxLength: 60 });
    fc.assert(
      fc.property(anyLimit, wishes, (limit, steps) => {
        let [now, fullAt, level] = [1_763_800_000_000, 0, limit.burst];
        for (const [pause, wanted] of steps) {
          now += pause;
          // The same bucket the plain way: a level that is refilled.
          level = Math.min(limit.burst, level + (pause * limit.perSecond) / 1_000);
          const { granted, wait, ...after } = withdraw(fullAt, wanted, limit, now);
          expect(granted).toBeLessThanOrEqual(Math.min(wanted, level + 0.01));
          expect(granted).toBeGreaterThan(Math.min(wanted, level) - 1.01);
          if (granted === 0 && wanted > 0) {
            expect(wait).toBeGreaterThan(0);
            expect(withdraw(after.fullAt, 1, limit, now + wait).granted).toBe(1);
          }
          ({ fullAt } = after);
          level -= granted;
        }
      }),
    );
  });
});

describe('processes together', () => {
  test('never let in more than the limit, and what each gives away unasked', async () => {
    const arrivals = fc.array(fc.tuple(fc.nat(400), fc.nat(19), fc.integer({ min: 1, max: 60 })), {
      minLength: 1,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(
        anyLimit,
        fc.integer({ min: 1, max: 20 }),
        arrivals,
        async (limit, size, steps) => {
          const { clock, send } = createFleet(size, limit);
          const began = clock.time;
          let admitted = 0;
          for (const [pause, process, requests] of steps) {
            clock.time += pause;
            for (let n = 0; n < requests; n += 1) if (await send(process + n)) admitted += 1;
            const elapsed = clock.time - began;
            const allowed = limit.burst + (limit.perSecond * elapsed) / 1_000;
            const slack = size * (FREE + elapsed / FREE_EVERY);
            expect(admitted).toBeLessThanOrEqual(allowed + slack + 0.01);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('never refuse a directory that keeps to its rate', async () => {
    const any = fc.tuple(
      fc.integer({ min: 5, max: 200 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.nat(19), { minLength: 1, maxLength: 50 }),
    );
    await fc.assert(
      fc.asyncProperty(any, async ([perSecond, size, processes]) => {
        const { clock, send } = createFleet(size, { perSecond, burst: 500 });
        for (let n = 0; n < 600; n += 1) {
          clock.time += 1_000 / perSecond;
          expect(await send(processes[n % processes.length] ?? 0)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('let a burst through at once, and then the rate', async () => {
    const { clock, send } = createFleet(1, { perSecond: 100, burst: 3_000 });
    let admitted = 0;
    while (await send(0)) admitted += 1;
    expect(admitted).toBe(3_000 + FREE);
    admitted = 0;
    for (let n = 0; n < 2_000; n += 1) {
      clock.time += 5;
      if (await send(0)) admitted += 1;
    }
    expect(admitted).toBeGreaterThanOrEqual(990);
    expect(admitted).toBeLessThanOrEqual(1_003);
  });

  test('ask seldom: not at all for little, and ever less for one request of many', async () => {
    const { clock, send, withdrawals } = createFleet(1, { perSecond: 1_000, burst: 30_000 });
    for (let n = 0; n < 200; n += 1) {
      clock.time += FREE_EVERY;
      expect(await send(0)).toBe(true);
    }
    expect(withdrawals()).toBe(0);
    for (let n = 0; n < 10_000; n += 1) {
      clock.time += 1;
      expect(await send(0)).toBe(true);
    }
    expect(withdrawals()).toBeLessThan(150);
  });

  test('count what a request turned out to be worth', async () => {
    const { limiters, send } = createFleet(1, { perSecond: 1, burst: 100 });
    expect(await send(0)).toBe(true);
    limiters[0]?.charge(DIRECTORY, 1_000);
    expect(await send(0)).toBe(false);
  });

  test('hold nobody up for a bucket that cannot be asked', async () => {
    const store: PermitStore = { withdraw: () => Promise.reject(new Error('down')) };
    const limiter = createRateLimiter({ store, clock: { now: () => 0 } });
    for (let n = 0; n < 100; n += 1) await (await limiter.admit(DIRECTORY)).beside;
  });
});
