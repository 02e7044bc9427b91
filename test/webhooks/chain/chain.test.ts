import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { relay } from '#functions/relay/relay.ts';
import { webhookDispatch } from '#functions/webhook-dispatch/webhook-dispatch.ts';
import { naiveRelay } from '../../events/history/naive-relay.ts';
import { Crash } from '../../support/faults.ts';
import { type ChainHistory, violationsIn } from './chain-history.ts';
import type { ChainSettings } from './chain-world.ts';
import { type Plan, plans, steady } from './plan.ts';
import { playChain } from './play-chain.ts';

beforeAll(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterAll(() => {
  vi.restoreAllMocks();
});

const thorough: ChainSettings = {
  relay,
  reportsItemFailures: true,
  dispatch: webhookDispatch,
  delivering: (ports) => ports,
  sweeps: true,
};

describe('whatever befalls the way from a change to its receivers', () => {
  test('every event comes to an end at every endpoint that wants it, under one id, in order', async () => {
    const befell = { crashes: 0, failed: 0, repeated: 0 };
    const played: [Plan, ChainHistory][] = [];
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const history = await playChain(plan, thorough);
        expect(violationsIn(history)).toEqual([]);
        befell.crashes += history.crashes;
        befell.failed += failedAttempts(history).length;
        befell.repeated += repetitions(history);
        played.push([plan, history]);
      }),
      { numRuns: 3, endOnFailure: true, examples: [[eventful]] },
    );
    // Else nothing was put to the test.
    expect(Math.min(...Object.values(befell))).toBeGreaterThan(0);
    // Else the seed of a failure would say nothing.
    const [plan = steady, history] = played.at(-1) ?? [];
    const again = await playChain(plan, thorough);
    expect(whatHappened(again)).toEqual(history && whatHappened(history));
  }, 120_000);
});

/** Played each time: an attempt fails, and one ends with its process, which chance may leave out. */
const eventful: Plan = {
  ...steady,
  receptions: [
    { after: 0, kind: 'crashAfter' },
    { after: 6, kind: 'error' },
  ],
};

const found = async (changes: Partial<ChainSettings>, plan: Partial<Plan> = {}) =>
  violationsIn(await playChain({ ...steady, ...plan }, { ...thorough, ...changes }));

describe('the checker', () => {
  test('finds nothing in a run in which nothing happened', async () => {
    const history = await playChain(steady, thorough);
    expect(violationsIn(history)).toEqual([]);
    expect(history.deliveries.every(({ attempts }) => attempts === 1)).toBe(true);
  });

  test('catches a relay that takes a successful call for success of its entries', async () => {
    const naive = { relay: naiveRelay, reportsItemFailures: false };
    expect(await found(naive, { bus: [{ after: 1, kind: 'throttled' }] })).toEqual([
      expect.stringMatching(/^lost: /),
      expect.stringMatching(/^forgotten at all: /),
      expect.stringMatching(/^forgotten at in order: /),
    ]);
  });

  test('catches a dispatch that forgets what it began before a crash', async () => {
    const begun = new Set<string>();
    const dispatch: ChainSettings['dispatch'] = (ports) => async (event) => {
      const isFirst = begun.size === 0;
      const fresh = event.Records.filter(({ body }) => !begun.has(JSON.parse(body).id));
      for (const { body } of fresh) begun.add(JSON.parse(body).id);
      if (isFirst) throw new Crash();
      return await webhookDispatch(ports)({ Records: fresh });
    };
    expect(await found({ dispatch })).toContainEqual(expect.stringMatching(/^forgotten at all: /));
  });

  test('catches a message that is lost where no sweep comes by', async () => {
    const plan: Partial<Plan> = { queue: [{ after: 0, kind: 'lost' }] };
    expect(await found({ sweeps: false }, plan)).toContainEqual(
      expect.stringMatching(/^pending at /),
    );
  });

  test('catches a delivery that gives every attempt an id of its own', async () => {
    let attempts = 0;
    const delivering: ChainSettings['delivering'] = (ports) => ({
      ...ports,
      outgoingHttp: (url, request) => {
        attempts += 1;
        const id = `${request.headers?.['webhook-id']}-${attempts}`;
        const headers = { ...request.headers, 'webhook-id': id };
        return ports.outgoingHttp(url, { ...request, headers });
      },
    });
    expect(await found({ delivering })).toContainEqual(expect.stringMatching(/^renamed: /));
  });

  test('catches a delivery that does not wait for what goes before', async () => {
    const delivering: ChainSettings['delivering'] = (ports) => ({
      ...ports,
      history: { previous: async () => undefined },
    });
    const plan: Partial<Plan> = { bus: [{ after: 0, kind: 'late' }] };
    expect(await found({ delivering }, plan)).toContainEqual(
      expect.stringMatching(/^out of order: /),
    );
  });

  test('catches a log that tells of success where there was none', async () => {
    const delivering: ChainSettings['delivering'] = (ports) => ({
      ...ports,
      outgoingHttp: async (url, request) => ({
        ...(await ports.outgoingHttp(url, request)),
        status: 200,
      }),
    });
    expect(
      await found({ delivering }, { receptions: [{ after: 0, kind: 'error' }] }),
    ).toContainEqual(expect.stringMatching(/^not delivered /));
  });
});

/** Without the keys, which are by chance for good reason. */
function whatHappened({ endpoints, ...rest }: ChainHistory) {
  return { ...rest, endpoints: endpoints.map(({ keys: _, ...endpoint }) => endpoint) };
}

function failedAttempts({ deliveries }: ChainHistory) {
  return deliveries.flatMap(({ log }) => log).filter(({ outcome }) => outcome === 'failure');
}

/** Messages that an endpoint read more than once. */
function repetitions({ receipts }: ChainHistory): number {
  const different = new Set(receipts.map(({ endpointId, webhookId }) => endpointId + webhookId));
  return receipts.length - different.size;
}
