import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as SdkRecord,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import type { Clock } from '../clock.ts';

/** How soon the stream is asked again that had nothing: sooner while there is something going on. */
const BUSY_POLL_MILLISECONDS = 100;
const IDLE_POLL_MILLISECONDS = 250;
const BUSY_FOR_MILLISECONDS = 5_000;

/** Most records that one GetRecords gives. */
const PAGE_SIZE = 1_000;

export type ShardStart =
  | { readonly type: 'TRIM_HORIZON' | 'LATEST' }
  | { readonly type: 'AFTER_SEQUENCE_NUMBER'; readonly sequenceNumber: string };

export interface StreamReaderOptions {
  readonly client: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  startOf(shardId: string): ShardStart;
  /** Called with what there is, also with nothing; the next page waits for it, unless this is the shard's last. */
  page(shardId: string, records: readonly SdkRecord[], isLast: boolean): Promise<void>;
}

/** Reads all shards of a stream, each one after its parent, until the signal is aborted. */
export async function readStream(options: StreamReaderOptions): Promise<void> {
  const shards = await describeShards(options);
  const ids = new Set(shards.map(({ ShardId }) => ShardId));
  const roots = shards.filter(({ ParentShardId }) => !ids.has(ParentShardId));
  await Promise.all(roots.map((root) => readLineage(options, root)));
}

async function readLineage(options: StreamReaderOptions, { ShardId = '' }: Shard): Promise<void> {
  await readShard(options, ShardId);
  while (!options.signal.aborted) {
    const shards = await describeShards(options);
    const children = shards.filter(({ ParentShardId }) => ParentShardId === ShardId);
    if (children.length > 0) {
      await Promise.all(children.map((child) => readLineage(options, child)));
      return;
    }
    await options.clock.sleep(IDLE_POLL_MILLISECONDS, options.signal);
  }
}

async function readShard(options: StreamReaderOptions, shardId: string): Promise<void> {
  const { client, clock, signal, page } = options;
  let iterator = await shardIterator(options, shardId);
  let busyUntil = 0;
  while (iterator !== undefined && !signal.aborted) {
    const { Records = [], NextShardIterator } = await client
      .send(new GetRecordsCommand({ ShardIterator: iterator, Limit: PAGE_SIZE }))
      .catch(async (error: unknown) => {
        if (!isExpired(error)) throw error;
        return { Records: [], NextShardIterator: await shardIterator(options, shardId) };
      });
    await page(shardId, Records, NextShardIterator === undefined);
    iterator = NextShardIterator;
    if (Records.length > 0) {
      busyUntil = clock.now() + BUSY_FOR_MILLISECONDS;
    } else if (iterator !== undefined) {
      const isBusy = clock.now() < busyUntil;
      await clock.sleep(isBusy ? BUSY_POLL_MILLISECONDS : IDLE_POLL_MILLISECONDS, signal);
    }
  }
}

async function shardIterator(
  { client, streamArn, startOf }: StreamReaderOptions,
  shardId: string,
): Promise<string | undefined> {
  const start = startOf(shardId);
  const request = { StreamArn: streamArn, ShardId: shardId };
  const sequence = 'sequenceNumber' in start ? { SequenceNumber: start.sequenceNumber } : {};
  try {
    const answer = await client.send(
      new GetShardIteratorCommand({ ...request, ShardIteratorType: start.type, ...sequence }),
    );
    return answer.ShardIterator;
  } catch (error) {
    if (!isTrimmed(error)) throw error;
    const oldest = new GetShardIteratorCommand({ ...request, ShardIteratorType: 'TRIM_HORIZON' });
    return (await client.send(oldest)).ShardIterator;
  }
}

async function describeShards({ client, streamArn }: StreamReaderOptions): Promise<Shard[]> {
  const shards: Shard[] = [];
  let from: string | undefined;
  do {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({ StreamArn: streamArn, ExclusiveStartShardId: from }),
    );
    shards.push(...(StreamDescription?.Shards ?? []));
    from = StreamDescription?.LastEvaluatedShardId;
  } while (from !== undefined);
  return shards;
}

const isExpired = (error: unknown) =>
  error instanceof Error && (error.name === 'ExpiredIteratorException' || isTrimmed(error));

const isTrimmed = (error: unknown) =>
  error instanceof Error && error.name === 'TrimmedDataAccessException';
