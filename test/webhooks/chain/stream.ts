import type { DynamoDBClient, TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { type Item, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import { processStreamBatch } from '#infra/local/mapping/process-stream-batch.ts';
import type { StreamRecord } from '#infra/local/mapping/stream-record.ts';

const SHARDS = 2;

/** Has the relay at it, as a mapping; undefined when it failed. */
type InvokeRelay = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse | undefined>;

/**
 * The outbox records that the client commits, in the order of their commits, those of a subject in one shard; that
 * of DynamoDB Local takes seconds to tell.
 */
export function createStream(
  client: DynamoDBClient,
  chance: { batchSize(): number; drop(): boolean },
) {
  const shards: StreamRecord[][] = Array.from({ length: SHARDS }, () => []);
  const partitions: string[] = [];
  const seen = new Set<string>();
  const busy = new Set<number>();

  function committed(item: Item): void {
    const [pk, sk] = [stringOf(item, 'pk'), stringOf(item, 'sk')];
    // The SDK may have asked twice for what was done once.
    if (!sk.startsWith('EVENT#') || seen.has(sk)) return;
    seen.add(sk);
    if (!partitions.includes(pk)) partitions.push(pk);
    const sequenceNumber = String(seen.size).padStart(9, '0');
    const dynamodb = { SequenceNumber: sequenceNumber, NewImage: item };
    const event = { eventName: 'INSERT', dynamodb };
    const shard = shards[partitions.indexOf(pk) % SHARDS];
    shard?.push({ sequenceNumber, createdAt: 0, readAt: 0, event });
  }

  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        if (commandName === 'TransactWriteItemsCommand') {
          const { TransactItems = [] } = args.input as TransactWriteItemsCommandInput;
          for (const { Put } of TransactItems) if (Put?.Item) committed(Put.Item);
        }
        return result;
      },
    { step: 'finalizeRequest', priority: 'low', name: 'stream' },
  );

  return {
    size: () => shards.flat().length,
    commits: () => seen.size,

    /** Serves a batch of the fullest shard that nobody is at: again, in halves, and not for ever. */
    async serve(invoke: InvokeRelay, reportsItemFailures: boolean): Promise<void> {
      const free = shards.filter((_, shard) => !busy.has(shard));
      const fullest = free.toSorted((one, other) => other.length - one.length)[0] ?? [];
      const records = fullest.splice(0, chance.batchSize());
      if (records.length === 0 || chance.drop()) return;
      const shard = shards.indexOf(fullest);
      busy.add(shard);
      const retries = { bisect: true, maximumRetries: 2, maximumAge: Number.POSITIVE_INFINITY };
      await processStreamBatch(
        records,
        { ...retries, reportsItemFailures },
        {
          invoke: async (payload) => {
            const answer = await invoke(JSON.parse(payload));
            if (answer) return { payload: JSON.stringify(answer) };
            return { functionError: { errorType: 'Crash', errorMessage: '', trace: [] } };
          },
          passed: async () => {},
          discard: async () => {},
          clock: { now: Date.now, sleep: async () => {} },
          signal: new AbortController().signal,
        },
      );
      busy.delete(shard);
    },
  };
}
