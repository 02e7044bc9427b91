import { afterEach, expect, test } from 'vitest';
import { invokeAsync } from '#infra/local/lambda/async-invocation.ts';
import { RequestTooLargeError } from '#infra/local/lambda/lambda-function.ts';
import type { Outcome } from '#infra/local/lambda/lambda-instance.ts';
import type { SendOptions } from '#infra/local/queue/queues.ts';
import { ManualClock } from '../manual-clock.ts';

const FAILED: Outcome = { functionError: { errorType: 'TypeError', errorMessage: 'no' } };
let stop = new AbortController();

afterEach(() => {
  stop.abort();
  stop = new AbortController();
});

function start(answers: Outcome[]) {
  const clock = new ManualClock();
  const invocations: [number, string, string | undefined][] = [];
  const dead: [string, string, SendOptions | undefined][] = [];
  const invoke = invokeAsync({
    lambda: {
      title: 'fn',
      arn: 'arn:fn',
      async invoke(payload, requestId) {
        invocations.push([clock.now(), payload, requestId]);
        return answers.shift() ?? { payload: 'null' };
      },
    },
    deadLetterArn: 'arn:dead',
    clock,
    send: async (...message) => void dead.push([message[0], message[1], message[2]]),
    warn: () => {},
    signal: stop.signal,
  });
  return { invoke, clock, invocations, dead };
}

test('a function that fails is invoked again after one minute, and after two more', async () => {
  const { invoke, clock, invocations, dead } = start([FAILED, FAILED]);
  invoke('{"a":1}');
  await clock.advance(600_000);
  expect(invocations.map(([at]) => at)).toEqual([0, 60_000, 180_000]);
  expect(new Set(invocations.map(([, , requestId]) => requestId)).size).toBe(1);
  expect(dead).toEqual([]);
});

test('an event that failed three times goes to the dead letters', async () => {
  const { invoke, clock, invocations, dead } = start([FAILED, FAILED, FAILED]);
  invoke('{"a":1}');
  await clock.advance(600_000);
  expect(invocations).toHaveLength(3);
  const RequestID = invocations[0]?.[2];
  expect(dead).toEqual([
    ['arn:dead', '{"a":1}', { attributes: { RequestID, ErrorCode: '200', ErrorMessage: 'no' } }],
  ]);
});

test('an event of more than 1 MB is refused', () => {
  const { invoke } = start([]);
  expect(() => invoke(JSON.stringify('x'.repeat(1024 * 1024)))).toThrow(RequestTooLargeError);
});
