import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '#infra/local/lambda/lambda-instance.ts';
import {
  type DiscardedBatch,
  processStreamBatch,
  type StreamRetrySettings,
} from '#infra/local/mapping/process-stream-batch.ts';
import type { StreamRecord } from '#infra/local/mapping/stream-record.ts';

const SETTINGS: StreamRetrySettings = {
  bisect: false,
  reportsItemFailures: false,
  maximumRetries: 2,
  maximumAge: Number.POSITIVE_INFINITY,
};

const FAILED: Outcome = { functionError: { errorType: 'Error', errorMessage: 'no' } };
const DONE: Outcome = { payload: 'null' };

function records(count: number, padding = ''): StreamRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const sequenceNumber = String(index + 1);
    const event = { dynamodb: { SequenceNumber: sequenceNumber }, padding };
    return { sequenceNumber, createdAt: 0, readAt: 0, event };
  });
}

const failing = (...itemIdentifiers: string[]): Outcome => ({
  payload: JSON.stringify({
    batchItemFailures: itemIdentifiers.map((itemIdentifier) => ({ itemIdentifier })),
  }),
});

/** Runs a batch against a function that is given by its answers; time passes only by waiting. */
async function run(
  batch: StreamRecord[],
  settings: Partial<StreamRetrySettings>,
  answer: (numbers: string[], invocation: number) => Outcome,
) {
  let now = 0;
  const invoked: string[] = [];
  const discarded: DiscardedBatch[] = [];
  const passed: string[] = [];
  const stop = new AbortController();
  await processStreamBatch(
    batch,
    { ...SETTINGS, ...settings },
    {
      async invoke(payload) {
        const numbers = sequenceNumbers(payload);
        invoked.push(numbers.join(','));
        return answer(numbers, invoked.length);
      },
      passed: async ({ sequenceNumber }) => void passed.push(sequenceNumber),
      discard: async (given) => void discarded.push(given),
      clock: {
        now: () => now,
        sleep: async (milliseconds) => {
          now += milliseconds;
        },
      },
      signal: stop.signal,
    },
  );
  const given = discarded.map(({ records: lost, condition, invocations }) => {
    const numbers = lost.map(({ sequenceNumber }) => sequenceNumber).join(',');
    return `${numbers} ${condition} ${invocations}`;
  });
  return { invoked, discarded: given, passed, now };
}

function sequenceNumbers(payload: string): string[] {
  const event: { Records: { dynamodb: { SequenceNumber: string } }[] } = JSON.parse(payload);
  return event.Records.map(({ dynamodb }) => dynamodb.SequenceNumber);
}

describe('processStreamBatch', () => {
  test('invokes once when nothing fails', async () => {
    const seen = await run(records(3), {}, () => DONE);
    expect(seen).toEqual({ invoked: ['1,2,3'], discarded: [], passed: ['3'], now: 0 });
  });

  test('tries a batch again that failed, later each time, and then gives it up', async () => {
    const seen = await run(records(2), {}, () => FAILED);
    expect(seen.invoked).toEqual(['1,2', '1,2', '1,2']);
    expect(seen.discarded).toEqual(['1,2 RetryAttemptsExhausted 3']);
    expect(seen.passed).toEqual(['2']);
    expect(seen.now).toBe(100 + 200);
  });

  test('tries again from the first record that failed', async () => {
    const seen = await run(records(4), { reportsItemFailures: true }, (_, invocation) =>
      invocation === 1 ? failing('4', '3') : failing(),
    );
    expect(seen.invoked).toEqual(['1,2,3,4', '3,4']);
    expect(seen.passed).toEqual(['2', '4']);
  });

  test('gives up only what was not done', async () => {
    const seen = await run(records(3), { reportsItemFailures: true }, () => failing('2'));
    expect(seen.invoked).toEqual(['1,2,3', '2,3', '2,3']);
    expect(seen.discarded).toEqual(['2,3 RetryAttemptsExhausted 3']);
    expect(seen.passed).toEqual(['1', '3']);
  });

  test('does not look into answers of a function that does not report', async () => {
    expect((await run(records(2), {}, () => failing('1'))).invoked).toEqual(['1,2']);
  });

  test.each([
    ['an identifier that is not in the batch', failing('9')],
    ['an empty identifier', failing('')],
    ['something else', { payload: '{"batchItemFailures":[1]}' }],
  ])('takes %s for a failure of the whole batch', async (_, answer) => {
    const settings = { reportsItemFailures: true, maximumRetries: 0 };
    const seen = await run(records(2), settings, () => answer);
    expect(seen.discarded).toEqual(['1,2 RetryAttemptsExhausted 1']);
  });

  test('splits a batch in two, which costs no retries, until the bad record is alone', async () => {
    const settings = { bisect: true, maximumRetries: 1 };
    const seen = await run(records(4), settings, (numbers) =>
      numbers.includes('3') ? FAILED : DONE,
    );
    expect(seen.invoked).toEqual(['1,2,3,4', '1,2', '3,4', '3', '3', '4']);
    expect(seen.discarded).toEqual(['3 RetryAttemptsExhausted 4']);
    expect(seen.passed).toEqual(['2', '3', '4']);
  });

  test('splits where the function says that it failed', async () => {
    const settings = { bisect: true, reportsItemFailures: true, maximumRetries: 0 };
    const seen = await run(records(5), settings, (numbers) =>
      numbers.includes('3') ? failing('3') : failing(),
    );
    expect(seen.invoked).toEqual(['1,2,3,4,5', '3,4,5', '3,4', '3', '4', '5']);
    expect(seen.discarded).toEqual(['3 RetryAttemptsExhausted 4']);
  });

  test('gives up what has become too old', async () => {
    const settings = { maximumRetries: Number.POSITIVE_INFINITY, maximumAge: 60_000 };
    const seen = await run(records(2), settings, () => FAILED);
    expect(seen.discarded).toEqual([expect.stringMatching(/^1,2 RecordAgeExceeded \d+$/)]);
    expect(seen.now).toBeGreaterThan(60_000);
    expect(seen.now).toBeLessThan(75_000);
  });

  test('splits what is larger than a payload may be', async () => {
    const seen = await run(records(4, 'x'.repeat(2_000_000)), {}, () => DONE);
    expect(seen.invoked).toEqual(['1,2', '3,4']);
  });

  test('loses no record and discards no good one, whichever are bad', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 12 })),
        fc.boolean(),
        fc.nat(2),
        async (count, badNumbers, reportsItemFailures, maximumRetries) => {
          const bad = new Set(badNumbers.filter((number) => number <= count).map(String));
          const done = new Set<string>();
          const settings = { bisect: true, reportsItemFailures, maximumRetries };
          const seen = await run(records(count), settings, picky(bad, done, reportsItemFailures));
          const all = records(count).map(({ sequenceNumber }) => sequenceNumber);
          expect([...done].toSorted()).toEqual(all.filter((one) => !bad.has(one)).toSorted());
          const lost = seen.discarded.map((line) => line.split(' ')[0]);
          expect(lost).toEqual([...bad].toSorted((left, right) => Number(left) - Number(right)));
          expect(seen.passed.at(-1)).toBe(String(count));
          expect(seen.passed).toEqual(seen.passed.toSorted((a, b) => Number(a) - Number(b)));
        },
      ),
    );
  });
});

/** A function that fails at the first bad record; it has done those before it only if it can say so. */
function picky(bad: ReadonlySet<string>, done: Set<string>, reportsItemFailures: boolean) {
  return (numbers: string[]): Outcome => {
    const first = numbers.find((number) => bad.has(number));
    if (first !== undefined && !reportsItemFailures) return FAILED;
    for (const number of numbers) {
      if (number === first) return failing(first);
      done.add(number);
    }
    return failing();
  };
}
