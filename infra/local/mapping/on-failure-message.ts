import type { DiscardedBatch } from './process-stream-batch.ts';

/**
 * What a destination learns of records that were given up on: where they are, not what they hold.
 *
 * @param now Milliseconds since the epoch.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export function onFailureMessage(
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
