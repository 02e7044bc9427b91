import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { Clock } from '../clock.ts';
import type { Invocable } from '../lambda/lambda-function.ts';
import type { SendMessage } from '../queue/queues.ts';
import { onFailureMessage } from './on-failure-message.ts';
import { processStreamBatch } from './process-stream-batch.ts';
import type { StreamMappingSettings } from './stream-mapping-settings.ts';
import type { StreamPosition } from './stream-position.ts';
import { readStream } from './stream-reader.ts';
import { type StreamRecord, toStreamRecord } from './stream-record.ts';

export interface StreamMappingSurroundings {
  readonly lambda: Invocable;
  readonly client: DynamoDBStreamsClient;
  /** ARN by which DynamoDB Local knows the stream. */
  readonly localStreamArn: string;
  readonly position: StreamPosition;
  readonly send: SendMessage;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  warn(line: string): void;
}

/** Carries a table's stream to a function until the signal is aborted; rejects when the stream cannot be read. */
export function runStreamMapping(
  settings: StreamMappingSettings,
  surroundings: StreamMappingSurroundings,
): Promise<void> {
  const { client, clock, localStreamArn, position, signal } = surroundings;
  const waiting = new Map<string, StreamRecord[]>();
  return readStream({
    client,
    streamArn: localStreamArn,
    clock,
    signal,
    startOf(shardId) {
      const sequenceNumber = waiting.get(shardId)?.at(-1)?.sequenceNumber ?? position.get(shardId);
      if (sequenceNumber === undefined) return { type: settings.startingPosition };
      return { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber };
    },
    async page(shardId, sdkRecords, isLast) {
      const batch = waiting.get(shardId) ?? [];
      const records = sdkRecords.map((one) => toStreamRecord(one, settings.streamArn, clock.now()));
      batch.push(...records.filter(({ event }) => settings.wanted(event)));
      while (batch.length > 0 && (isLast || isDue(batch, settings, clock.now()))) {
        await deliver(shardId, batch.splice(0, settings.batchSize), settings, surroundings);
      }
      waiting.set(shardId, batch);
      const last = records.at(-1);
      if (last && batch.length === 0) await position.set(shardId, last.sequenceNumber);
    },
  });
}

function isDue(
  batch: readonly StreamRecord[],
  { batchSize, window }: StreamMappingSettings,
  now: number,
): boolean {
  const [first] = batch;
  return first !== undefined && (batch.length >= batchSize || now - first.readAt >= window);
}

function deliver(
  shardId: string,
  records: readonly StreamRecord[],
  settings: StreamMappingSettings,
  { lambda, position, send, clock, signal, warn }: StreamMappingSurroundings,
): Promise<void> {
  return processStreamBatch(records, settings, {
    clock,
    signal,
    async invoke(payload, requestId) {
      const outcome = await lambda.invoke(payload, requestId);
      if ('functionError' in outcome && !signal.aborted) {
        const { errorType, errorMessage } = outcome.functionError;
        warn(`${lambda.title} failed on the stream: ${errorType}: ${errorMessage}`);
      }
      return outcome;
    },
    passed: (record) => position.set(shardId, record.sequenceNumber),
    async discard(batch) {
      const { length } = batch.records;
      warn(`${lambda.title}: ${length} stream record(s) given up on (${batch.condition}).`);
      if (settings.onFailureArn === undefined) return;
      const context = { shardId, streamArn: settings.streamArn, functionArn: lambda.arn };
      const message = JSON.stringify(onFailureMessage(batch, context, clock.now()));
      await send(settings.onFailureArn, message);
    },
  });
}
