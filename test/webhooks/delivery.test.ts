import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Attempt,
  afterAttempt,
  type Delivery,
  fitsQueue,
  handedOver,
  newDelivery,
  postponed,
  sentAgain,
} from '#shared/webhooks/delivery.ts';
import { MAX_ATTEMPTS } from '#shared/webhooks/retry-schedule.ts';
import { sampleEvent } from './support/sample-event.ts';

const HOUR = 3_600_000;
const REACH = 900_000;

const outcome = fc.constantFrom<Attempt['outcome']>(
  'success',
  'failure',
  'failure',
  'gone',
  'skipped',
);

/** What an endpoint may do to a delivery, one attempt after the other, each when it is due. */
const life = fc.array(
  fc.record({
    outcome,
    late: fc.nat(HOUR),
    milliseconds: fc.nat(15_000),
    retryAfter: fc.option(fc.nat(100 * HOUR), { nil: undefined }),
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  }),
  { maxLength: 15 },
);

function* lived(steps: typeof life extends fc.Arbitrary<infer Steps> ? Steps : never) {
  let delivery = newDelivery('acme', 'endpoint', sampleEvent(), 1_000);
  for (const { late, random, retryAfter, ...attempt } of steps) {
    if (delivery.state !== 'pending') return;
    const before: Delivery = delivery;
    const at = delivery.dueAt + late;
    const tried = { ...attempt, at, detail: '', ...(retryAfter !== undefined && { retryAfter }) };
    delivery = afterAttempt(before, tried, { random, reach: REACH });
    yield { before, attempt: tried, after: delivery };
  }
}

function becomes(last: Attempt['outcome'], attempts: number): (string | undefined)[] {
  if (last === 'success') return ['delivered', undefined];
  if (last === 'gone') return ['failed', 'gone'];
  return attempts === MAX_ATTEMPTS ? ['failed', 'exhausted'] : ['pending', undefined];
}

describe('a delivery, whatever an endpoint does', () => {
  test('is settled by success, by 410 or by the tenth failure, and by nothing else', () => {
    fc.assert(
      fc.property(life, (steps) => {
        for (const { attempt, after } of lived(steps)) {
          const expected = becomes(attempt.outcome, after.attempts);
          expect([after.state, after.reason]).toEqual(expected);
          expect(after.settledAt !== undefined).toBe(after.state !== 'pending');
        }
      }),
    );
  });

  test('counts and remembers each attempt, keeps its event, and changes its revision by one', () => {
    fc.assert(
      fc.property(life, (steps) => {
        for (const { before, attempt, after } of lived(steps)) {
          expect(after.attempts).toBe(before.attempts + 1);
          expect(after.log.at(-1)).toEqual(attempt);
          expect(after.event).toBe(before.event);
          expect(after.revision).toBe(before.revision + 1);
        }
      }),
    );
  });

  test('waits longer each time, and is looked after from somewhere at every moment', () => {
    fc.assert(
      fc.property(life, (steps) => {
        for (const { attempt, after } of lived(steps)) {
          if (after.state !== 'pending') continue;
          const now = attempt.at + attempt.milliseconds;
          expect(after.dueAt).toBeGreaterThan(now);
          // Either a message waits in the queue and the sweep comes after it, or the sweep comes before it is due.
          expect(after.sweepAt > after.dueAt).toBe(fitsQueue(after, now, REACH));
          const swept = handedOver(after, after.sweepAt);
          expect(fitsQueue(swept, after.sweepAt, REACH)).toBe(true);
          expect(swept.sweepAt).toBeGreaterThan(after.sweepAt);
        }
      }),
    );
  });

  test('put off is neither tried nor counted; sent again it has all attempts before it, and its past', () => {
    fc.assert(
      fc.property(life, fc.nat(100 * HOUR), (steps, wait) => {
        for (const { after } of lived(steps)) {
          const now = after.dueAt;
          const later = postponed(after, now + wait, now, REACH);
          expect(later).toEqual({
            ...after,
            dueAt: now + wait,
            sweepAt: later.sweepAt,
            revision: after.revision + 1,
          });
          const again = sentAgain(after, now);
          expect(again).toMatchObject({ state: 'pending', attempts: 0, dueAt: now });
          expect(again).not.toHaveProperty('reason');
          expect(again.log).toEqual(after.log);
        }
      }),
    );
  });
});
