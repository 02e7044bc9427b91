import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { relay } from '#functions/relay/relay.ts';
import type { Fault } from '../../support/faults.ts';
import { newTable, type TestTable } from '../../support/new-table.ts';
import { violationsIn } from './history.ts';
import { naiveRelay } from './naive-relay.ts';
import { type BusFault, followIds, type Plan, play, type RelayUnderTest } from './play.ts';

let table: TestTable;
beforeAll(async () => {
  table = await newTable();
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterAll(() => {
  vi.restoreAllMocks();
});

/** Mostly well, sometimes not. */
const mishaps = <T>(kinds: readonly T[]) =>
  fc.array(
    fc.oneof(
      { arbitrary: fc.constant(undefined), weight: 6 },
      { arbitrary: fc.constantFrom(...kinds), weight: 1 },
    ),
    // Else lists stay short, whatever their greatest length.
    { minLength: 40, maxLength: 120, size: 'max' },
  );

const busFaults: BusFault[] = ['throttled', 'poison', 'unanswered', 'crashBefore', 'crashAfter'];
const tableFaults: Fault[] = ['throttle', 'lost', 'crashBefore', 'crashAfter'];

const plans: fc.Arbitrary<Plan> = fc.record({
  subjects: fc.array(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }), {
    minLength: 2,
    maxLength: 4,
  }),
  commits: fc.array(fc.nat(11), { minLength: 15, maxLength: 40, size: 'max' }),
  table: mishaps(tableFaults),
  bus: mishaps(busFaults),
  rivals: fc.array(fc.boolean(), { minLength: 30, maxLength: 60, size: 'max' }),
  batchSizes: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 20 }),
  pages: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 10, maxLength: 40, size: 'max' }),
});

const thorough = { relay, reportsItemFailures: true };

describe('whatever befalls relay, bus and table', () => {
  test('every event arrives, under one id, in order, and who follows the feed misses none', async () => {
    const befell = { twice: 0, late: 0 };
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const history = await play(plan, thorough, table);
        expect(violationsIn(history)).toEqual([]);
        befell.late += history.late.size;
        befell.twice +=
          history.published.length - new Set(history.published.map(({ id }) => id)).size;
      }),
      { numRuns: 10, endOnFailure: true, examples: [[eventful]] },
    );
    // Else nothing was put to the test.
    expect(befell.late).toBeGreaterThan(0);
    expect(befell.twice).toBeGreaterThan(0);
  }, 120_000);
});

/** Three subjects in turns, so that what is born first is not what is committed first. */
const steady: Plan = {
  subjects: [
    [1, 1],
    [1, 2],
    [1, 1],
  ],
  commits: [2, 1, 0, 1, 2, 0],
  table: [],
  bus: [],
  rivals: Array.from({ length: 12 }, () => true),
  batchSizes: [],
  pages: [],
};

/** Played each time: one event is sent twice, one record passed over, which chance may leave out. */
const eventful: Plan = {
  ...steady,
  bus: ['poison', undefined, undefined, undefined, 'unanswered'],
};

describe('the checker', () => {
  test('finds nothing in a run in which nothing happened', async () => {
    expect(violationsIn(await play(steady, thorough, table))).toEqual([]);
  });

  test('catches a relay that takes a successful call for success of its entries', async () => {
    const plan: Plan = { ...steady, bus: [undefined, 'throttled'] };
    const settings = { relay: naiveRelay, reportsItemFailures: false };
    expect(violationsIn(await play(steady, settings, table))).toEqual([]);
    expect(violationsIn(await play(plan, settings, table))).toEqual([
      expect.stringMatching(/^lost: /),
      expect.stringMatching(/^told, but not sent: /),
    ]);
  });

  test('catches a relay that gives every attempt an id of its own', async () => {
    const renaming: RelayUnderTest = ({ publish, log }) => {
      let attempt = 0;
      return relay({
        log,
        publish: (events) => {
          attempt += 1;
          return publish(events.map((event) => ({ ...event, id: `${event.id}-${attempt}` })));
        },
      });
    };
    const found = violationsIn(await play(steady, { ...thorough, relay: renaming }, table));
    expect(found).toContainEqual(expect.stringMatching(/^invented: /));
  });

  test('catches a reader that goes by the order of ids', async () => {
    const found = violationsIn(await play(steady, { ...thorough, follow: followIds }, table));
    expect(found).toEqual([expect.stringMatching(/the reader saw/)]);
  });

  test('catches versions in the wrong order', async () => {
    const history = await play(steady, thorough, table);
    const feed = history.feed.toReversed();
    expect(violationsIn({ ...history, feed, followed: feed })).toContainEqual(
      expect.stringMatching(/^out of order: /),
    );
  });
});
