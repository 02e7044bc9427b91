import type { SQSRecord } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { asyncMessage } from '#functions/adapters/sqs/async-message.ts';
import { scimAsync } from '#functions/scim-async/scim-async.ts';
import type { Times } from '#shared/scim-api/async/perform-async-request.ts';

const owner = { tenantId: 'acme', directoryId: 'okta' };
const context = { getRemainingTimeInMillis: () => 180_000 };

const record = (messageId: string, body: string): SQSRecord => ({
  messageId,
  body,
  ...{ receiptHandle: '', messageAttributes: {}, md5OfBody: '', eventSource: 'aws:sqs' },
  ...{ eventSourceARN: '', awsRegion: 'eu-west-1' },
  attributes: {
    ...{ ApproximateReceiveCount: '1', SentTimestamp: '', SenderId: '' },
    ApproximateFirstReceiveTimestamp: '',
  },
});

test('what fails is told one by one, and logged without what was sent', async () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const performed: string[] = [];
  const handler = scimAsync(
    async (_owner, txn) => {
      performed.push(txn);
      if (txn === 'bad') throw new Error('It broke.');
    },
    { now: () => 0 },
  );
  const records = ['good', 'bad', 'better'].map((txn) => record(txn, asyncMessage(owner, txn)));
  const secret = record('garbage', '{"secret":');
  const result = await handler({ Records: [...records, secret] }, context);
  const log = written.mock.calls.map(([line]) => String(line)).join('');
  written.mockRestore();
  expect(performed).toEqual(['good', 'bad', 'better']);
  expect(result.batchItemFailures).toEqual([
    { itemIdentifier: 'bad' },
    { itemIdentifier: 'garbage' },
  ]);
  expect(log).toContain('It broke.');
  expect(log).not.toContain('secret');
});

test('a lease lasts as long as the function may run, operations begin well before its end', async () => {
  const seen: Times[] = [];
  const handler = scimAsync(
    async (_owner, _txn, times) => {
      seen.push(times);
    },
    { now: () => 1_000_000 },
  );
  await handler({ Records: [record('m', asyncMessage(owner, 'txn'))] }, context);
  expect(seen).toEqual([{ leasedUntil: 1_180_000, deadline: 1_150_000 }]);
});
