import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '#infra/local/clock.ts';
import type { Outcome } from '#infra/local/lambda/lambda-instance.ts';
import { runQueueMapping } from '#infra/local/mapping/queue-mapping.ts';
import { configureQueueMapping } from '#infra/local/mapping/queue-mapping-settings.ts';
import { type Queues, startQueues } from '#infra/local/queue/queues.ts';
import type { Resource } from '#infra/local/template/template.ts';
import { eventually } from '../eventually.ts';
import { localResource } from '../local-resource.ts';

let dead: Resource;
let work: Resource;

interface Seen {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: Record<string, string>;
}

let queues: Queues;
let stop = new AbortController();
let running: Promise<void> | undefined;

beforeAll(async () => {
  queues = await startQueues();
});

beforeEach(async ({ task }) => {
  // Queues of its own: a poller that was stopped may still take a message.
  dead = localResource('AWS::SQS::Queue', {}, `Dead${task.id}`);
  const RedrivePolicy = { deadLetterTargetArn: dead.arn, maxReceiveCount: 2 };
  work = localResource(
    'AWS::SQS::Queue',
    { VisibilityTimeout: 1, RedrivePolicy },
    `Work${task.id}`,
  );
  await queues.create([dead, work]);
});

afterEach(async () => {
  stop.abort();
  await running;
  stop = new AbortController();
});

afterAll(() => queues.stop());

function start(
  properties: Record<string, unknown>,
  answer: (batch: Seen[]) => unknown,
  arn = work.arn,
) {
  const batches: Seen[][] = [];
  const settings = configureQueueMapping(
    localResource('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: arn,
      FunctionName: 'fn',
      ScalingConfig: { MaximumConcurrency: 2 },
      ...properties,
    }),
  );
  const invoke = async (payload: string): Promise<Outcome> => {
    const { Records }: { Records: Seen[] } = JSON.parse(payload);
    batches.push(Records);
    try {
      return { payload: JSON.stringify(answer(Records) ?? null) };
    } catch (error) {
      return { functionError: { errorType: 'Error', errorMessage: String(error) } };
    }
  };
  running = runQueueMapping(settings, {
    lambda: { title: 'fn', arn: 'arn:fn', invoke },
    client: queues.client,
    queueUrl: queues.urlOf(arn),
    clock: systemClock,
    signal: stop.signal,
    warn: () => {},
  });
  return { batches, bodies: () => batches.flat().map(({ body }) => body) };
}

const failuresOf = (batch: Seen[], bad: string) => ({
  batchItemFailures: batch
    .filter(({ body }) => body === bad)
    .map(({ messageId }) => ({ itemIdentifier: messageId })),
});

describe('a queue’s messages', () => {
  test('come in Lambda’s shape, and are gone when they are done', async () => {
    const attributes = { kind: 'x' };
    await queues.send(work.arn, 'hello', { attributes });
    const mapping = start({}, () => {});
    await eventually(() => mapping.bodies()).toEqual(['hello']);
    expect(mapping.batches[0]?.[0]).toMatchObject({
      messageId: expect.any(String),
      receiptHandle: expect.any(String),
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: expect.any(String) },
      messageAttributes: { kind: { stringValue: 'x', dataType: 'String' } },
      eventSource: 'aws:sqs',
      eventSourceARN: work.arn,
    });
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect(mapping.bodies()).toEqual(['hello']);
  });

  test('come again one by one when only some failed, and end with the dead letters', async () => {
    const mapping = start({ FunctionResponseTypes: ['ReportBatchItemFailures'] }, (batch) =>
      failuresOf(batch, 'bad'),
    );
    for (const body of ['good', 'bad']) await queues.send(work.arn, body);
    expect(await deadLetter()).toBe('bad');
    expect(mapping.bodies().toSorted()).toEqual(['bad', 'bad', 'good']);
  });

  test('come again together when the function fails', async () => {
    for (const body of ['a', 'b']) await queues.send(work.arn, body);
    let failures = 1;
    const mapping = start({}, () => {
      failures -= 1;
      if (failures >= 0) throw new Error('no');
    });
    await eventually(() => mapping.bodies().toSorted()).toEqual(['a', 'a', 'b', 'b']);
  });

  test('that no filter wants are removed', async () => {
    const Pattern = JSON.stringify({ body: { type: ['user.created'] } });
    const mapping = start({ FilterCriteria: { Filters: [{ Pattern }] } }, () => {});
    for (const body of ['{"type":"other"}', 'no JSON', '{"type":"user.created"}']) {
      await queues.send(work.arn, body);
    }
    await eventually(() => mapping.bodies()).toEqual(['{"type":"user.created"}']);
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect(mapping.bodies()).toHaveLength(1);
  });

  test('of a FIFO queue keep their order', async () => {
    const fifo = localResource('AWS::SQS::Queue', {
      FifoQueue: true,
      ContentBasedDeduplication: true,
    });
    const named = {
      ...fifo,
      name: 'order.fifo',
      arn: `${fifo.arn.split(':').slice(0, 5).join(':')}:order.fifo`,
    };
    await queues.create([named]);
    for (const body of ['1', '2', '3']) {
      await queues.send(named.arn, body, { messageGroupId: 'g' });
    }
    const mapping = start({ BatchSize: 1 }, () => {}, named.arn);
    await eventually(() => mapping.bodies()).toEqual(['1', '2', '3']);
  });
});

async function deadLetter(): Promise<string | undefined> {
  let body: string | undefined;
  for (let attempt = 0; attempt < 10 && body === undefined; attempt += 1) {
    const answer = await queues.client.send(
      new ReceiveMessageCommand({ QueueUrl: queues.urlOf(dead.arn), WaitTimeSeconds: 1 }),
    );
    body = answer.Messages?.[0]?.Body;
  }
  return body;
}

test('sending to a queue that is not there fails', async () => {
  const command = new SendMessageCommand({ QueueUrl: queues.urlOf('a:b:none'), MessageBody: 'x' });
  await expect(queues.client.send(command)).rejects.toThrow(/does not exist/);
});
