import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { EventPattern } from '../event-bridge/event-pattern.ts';
import type { Invocable } from '../lambda/lambda-function.ts';
import type { SendMessage } from '../queue/queues.ts';
import { parseProperties, withoutEffect } from '../template/properties.ts';
import type { Resource } from '../template/template.ts';
import { compileFilterCriteria, filterCriteria } from './filter-criteria.ts';
import {
  type DiscardedBatch,
  processStreamBatch,
  type StreamRetrySettings,
} from './process-stream-batch.ts';
import type { StreamPosition } from './stream-position.ts';
import { readStream } from './stream-reader.ts';
import { type StreamRecord, toStreamRecord } from './stream-record.ts';

/** -1 stands for no limit. */
const limit = z.number().default(-1);

const streamMappingProperties = z.strictObject({
  BatchSize: z.number().default(100),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: z
    .strictObject({ OnFailure: z.strictObject({ Destination: z.string() }).optional() })
    .optional(),
  Enabled: z.boolean().default(true),
  EventSourceArn: z.string(),
  FilterCriteria: filterCriteria.optional(),
  FunctionName: z.string(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  MaximumRecordAgeInSeconds: limit,
  MaximumRetryAttempts: limit,
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']),
  ParallelizationFactor: withoutEffect,
  Tags: withoutEffect,
});

export interface StreamMappingSettings extends StreamRetrySettings {
  /** As the template has them. */
  readonly streamArn: string;
  readonly functionName: string;
  readonly onFailureArn: string | undefined;
  readonly enabled: boolean;
  readonly batchSize: number;
  /** Milliseconds that a batch may wait to become full. */
  readonly window: number;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly wanted: EventPattern;
}

/** @throws StartError when the mapping asks for what has no stand-in. */
export function configureStreamMapping(resource: Resource): StreamMappingSettings {
  const properties = parseProperties(resource, streamMappingProperties);
  const orInfinity = (value: number) => (value < 0 ? Number.POSITIVE_INFINITY : value);
  return {
    streamArn: properties.EventSourceArn,
    functionName: properties.FunctionName,
    onFailureArn: properties.DestinationConfig?.OnFailure?.Destination,
    enabled: properties.Enabled,
    batchSize: properties.BatchSize,
    window: properties.MaximumBatchingWindowInSeconds * 1_000,
    startingPosition: properties.StartingPosition,
    wanted: compileFilterCriteria(properties.FilterCriteria),
    bisect: properties.BisectBatchOnFunctionError,
    reportsItemFailures: properties.FunctionResponseTypes.length > 0,
    maximumRetries: orInfinity(properties.MaximumRetryAttempts),
    maximumAge: orInfinity(properties.MaximumRecordAgeInSeconds) * 1_000,
  };
}

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

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
function onFailureMessage(
  { records, condition, requestId, invocations }: DiscardedBatch,
  context: { shardId: string; streamArn: string; functionArn: string },
  now: number,
): object {
  const seconds = (milliseconds = now) =>
    new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    requestContext: {
      requestId,
      functionArn: context.functionArn,
      condition,
      approximateInvokeCount: invocations,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId: context.shardId,
      startSequenceNumber: records[0]?.sequenceNumber,
      endSequenceNumber: records.at(-1)?.sequenceNumber,
      approximateArrivalOfFirstRecord: seconds(records[0]?.createdAt),
      approximateArrivalOfLastRecord: seconds(records.at(-1)?.createdAt),
      batchSize: records.length,
      streamArn: context.streamArn,
    },
  };
}
