import { expect, test } from 'vitest';
import { openTarget } from '#infra/local/event-bridge/target.ts';
import type { SendOptions } from '#infra/local/queue/queues.ts';

function surroundings() {
  const sent: [string, string, SendOptions | undefined][] = [];
  const invoked: string[] = [];
  return {
    sent,
    invoked,
    functions: new Map([
      ['arn:fn', (payload: string) => void invoked.push(payload)],
      [
        'arn:broken',
        () => {
          throw new RangeError('too large');
        },
      ],
    ]),
    queueArns: new Set(['arn:queue', 'arn:dead']),
    send: async (arn: string, body: string, options?: SendOptions) => {
      sent.push([arn, body, options]);
    },
    warn: () => {},
  };
}

const TARGET = { sourceArn: 'arn:rule', deadLetterArn: undefined };

test('a function is invoked, a queue gets a message, and a log group is passed over', async () => {
  const around = surroundings();
  await openTarget({ ...TARGET, arn: 'arn:fn' }, around)('1');
  await openTarget({ ...TARGET, arn: 'arn:queue', messageGroupId: 'g' }, around)('2');
  await openTarget({ ...TARGET, arn: 'arn:aws:logs:r:a:log-group:x' }, around)('3');
  expect(around.invoked).toEqual(['1']);
  expect(around.sent).toEqual([['arn:queue', '2', { messageGroupId: 'g' }]]);
});

test('what cannot be delivered goes to the dead letters, with the reason', async () => {
  const around = surroundings();
  const settings = { ...TARGET, arn: 'arn:broken', deadLetterArn: 'arn:dead' };
  await openTarget(settings, around)('{}');
  const attributes = {
    RULE_ARN: 'arn:rule',
    TARGET_ARN: 'arn:broken',
    ERROR_CODE: 'RangeError',
    ERROR_MESSAGE: 'too large',
  };
  expect(around.sent).toEqual([['arn:dead', '{}', { attributes }]]);
});

test.each([
  ['a target', { ...TARGET, arn: 'arn:gone' }],
  ['a dead-letter queue', { ...TARGET, arn: 'arn:fn', deadLetterArn: 'arn:gone' }],
])('%s that is not there stops the start', (_, settings) => {
  expect(() => openTarget(settings, surroundings())).toThrow(/arn:gone/);
});
