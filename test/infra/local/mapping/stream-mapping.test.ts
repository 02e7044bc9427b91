import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { systemClock } from '#infra/local/clock.ts';
import type { Outcome } from '#infra/local/lambda/lambda-instance.ts';
import { runStreamMapping } from '#infra/local/mapping/stream-mapping.ts';
import { configureStreamMapping } from '#infra/local/mapping/stream-mapping-settings.ts';
import { StreamPosition } from '#infra/local/mapping/stream-position.ts';
import { type Queues, startQueues } from '#infra/local/queue/queues.ts';
import { eventually } from '../eventually.ts';
import { localResource } from '../local-resource.ts';

const DEAD = localResource('AWS::SQS::Queue', {}, 'Dead');
const connection = {
  endpoint: inject('dynamodbEndpoint'),
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};
const dynamodb = new DynamoDBClient(connection);
const client = new DynamoDBStreamsClient(connection);

let queues: Queues;
let table = '';
let localStreamArn = '';
let stop = new AbortController();
let running: Promise<void> | undefined;
const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-'));

beforeAll(async () => {
  queues = await startQueues();
  await queues.create([DEAD]);
});

afterAll(async () => {
  await queues.stop();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  stop = new AbortController();
  table = `stream-${randomUUID()}`;
  const { TableDescription } = await dynamodb.send(
    new CreateTableCommand({
      TableName: table,
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }),
  );
  localStreamArn = TableDescription?.LatestStreamArn ?? '';
});

afterEach(async () => {
  stop.abort();
  await running;
});

async function put(pk: string, type = 'outbox'): Promise<void> {
  const Item = { pk: { S: pk }, type: { S: type }, bytes: { B: new Uint8Array([1, 2]) } };
  await dynamodb.send(new PutItemCommand({ TableName: table, Item }));
}

interface Seen {
  readonly dynamodb: { readonly Keys: { pk: { S: string } }; readonly SequenceNumber: string };
}

/** Runs a mapping as a template may have it, to a function that is given by its answers. */
function start(
  properties: Record<string, unknown>,
  answer: (keys: string[]) => unknown,
  positionFile?: string,
) {
  const batches: Seen[][] = [];
  const settings = configureStreamMapping(
    localResource('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: 'arn:stream',
      FunctionName: 'fn',
      StartingPosition: 'TRIM_HORIZON',
      DestinationConfig: { OnFailure: { Destination: DEAD.arn } },
      ...properties,
    }),
  );
  const invoke = async (payload: string): Promise<Outcome> => {
    const { Records }: { Records: Seen[] } = JSON.parse(payload);
    batches.push(Records);
    try {
      return { payload: JSON.stringify(answer(keysOf(Records)) ?? null) };
    } catch (error) {
      return { functionError: { errorType: 'Error', errorMessage: String(error) } };
    }
  };
  running = runStreamMapping(settings, {
    lambda: { title: 'fn', arn: 'arn:fn', invoke },
    client,
    localStreamArn,
    position: new StreamPosition(positionFile),
    send: queues.send,
    clock: systemClock,
    signal: stop.signal,
    warn: () => {},
  });
  return { batches, keys: () => batches.map(keysOf) };
}

function keysOf(batch: readonly Seen[]): string[] {
  return batch.map(({ dynamodb }) => dynamodb.Keys.pk.S);
}

test('gives the function what it wants of the stream, in order, in Lambda’s shape', async () => {
  const Pattern = JSON.stringify({
    eventName: ['INSERT'],
    dynamodb: { NewImage: { type: { S: ['outbox'] } } },
  });
  const mapping = start({ FilterCriteria: { Filters: [{ Pattern }] }, BatchSize: 2 }, () => {});
  for (const pk of ['a', 'b', 'c']) await put(pk);
  await put('other', 'user');
  await dynamodb.send(new DeleteItemCommand({ TableName: table, Key: { pk: { S: 'a' } } }));
  await put('d');
  await eventually(() => mapping.keys().flat()).toEqual(['a', 'b', 'c', 'd']);
  expect(mapping.batches.every((batch) => batch.length <= 2)).toBe(true);
  expect(mapping.batches[0]?.[0]).toEqual({
    eventID: expect.any(String),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: expect.any(Number),
      Keys: { pk: { S: 'a' } },
      NewImage: { pk: { S: 'a' }, type: { S: 'outbox' }, bytes: { B: 'AQI=' } },
      SequenceNumber: expect.any(String),
      SizeBytes: expect.any(Number),
      StreamViewType: 'NEW_IMAGE',
    },
    eventSourceARN: 'arn:stream',
  });
});

test('waits for a batch to become full, but not longer than its window', async () => {
  for (const pk of ['a', 'b', 'c', 'd']) await put(pk);
  const mapping = start({ MaximumBatchingWindowInSeconds: 1, BatchSize: 3 }, () => {});
  await eventually(() => mapping.keys()).toEqual([['a', 'b', 'c'], ['d']]);
});

test('what fails for the last time is told to the destination, and the stream goes on', async () => {
  for (const pk of ['a', 'bad', 'c']) await put(pk);
  const settings = { MaximumRetryAttempts: 1, BisectBatchOnFunctionError: true };
  const mapping = start(settings, (keys) => {
    if (keys.includes('bad')) throw new Error('poison');
  });
  await eventually(() => mapping.keys().at(-1)).toEqual(['c']);
  const { Messages } = await queues.client.send(
    new ReceiveMessageCommand({ QueueUrl: queues.urlOf(DEAD.arn), WaitTimeSeconds: 2 }),
  );
  const bad = mapping.batches.flat().find((record) => keysOf([record])[0] === 'bad');
  expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject({
    requestContext: { functionArn: 'arn:fn', condition: 'RetryAttemptsExhausted' },
    responseContext: { functionError: 'Unhandled' },
    version: '1.0',
    DDBStreamBatchInfo: {
      shardId: expect.stringMatching(/^shardId-/),
      startSequenceNumber: bad?.dynamodb.SequenceNumber,
      endSequenceNumber: bad?.dynamodb.SequenceNumber,
      batchSize: 1,
      streamArn: 'arn:stream',
    },
  });
});

test('goes on after a restart where it was', async () => {
  const file = path.join(folder, `${randomUUID()}.json`);
  await put('a');
  const before = start({}, () => {}, file);
  await eventually(() => before.keys()).toEqual([['a']]);
  stop.abort();
  await running;
  await put('b');
  stop = new AbortController();
  const after = start({}, () => {}, file);
  await eventually(() => after.keys()).toEqual([['b']]);
});

test('from the latest on it does not see what was before', async () => {
  await put('a');
  const mapping = start({ StartingPosition: 'LATEST' }, () => {});
  await eventually(async () => {
    await put(randomUUID());
    return mapping.keys().flat().length;
  }).toBeGreaterThan(0);
  expect(mapping.keys().flat()).not.toContain('a');
});
