import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { PacedClock } from '#functions/runtime/paced-clock.ts';
import type { AttemptMessage, DeliveryQueue, Lane } from '#shared/webhooks/delivery-queue.ts';

/** Messages that one SendMessageBatch takes. */
const MAX_BATCH = 10;

/** The longest that SQS keeps a message back. */
const MAX_DELAY_SECONDS = 900;

/** The URL of the queue for each lane. */
export type LaneUrls = Readonly<Record<Lane, string>>;

/** Asks for attempts over SQS, one queue for each lane; delays are in the world's time, whatever the clock's. */
export function createDeliveryQueue(
  client: SQSClient,
  urls: LaneUrls,
  clock: PacedClock,
): DeliveryQueue {
  const entry = (message: AttemptMessage, index: number) => ({
    Id: String(index),
    MessageBody: JSON.stringify(message),
    // Rounded up: nothing comes before its time.
    DelaySeconds: Math.min(
      MAX_DELAY_SECONDS,
      Math.max(0, Math.ceil(clock.until(message.dueAt) / 1_000)),
    ),
  });

  return {
    reach: MAX_DELAY_SECONDS * 1_000 * clock.scale,

    async send(messages) {
      const batches = (['steady', 'ailing'] as const).flatMap((lane) =>
        batchesOf(messages.filter((message) => message.lane === lane)).map((batch) => ({
          QueueUrl: urls[lane],
          Entries: batch.map(entry),
        })),
      );
      await Promise.all(
        batches.map(async (batch) => {
          // The call succeeds even when it takes none of the entries.
          const { Failed = [] } = await client.send(new SendMessageBatchCommand(batch));
          if (Failed.length === 0) return;
          const codes = [...new Set(Failed.map(({ Code }) => Code))].join(', ');
          throw new Error(`${Failed.length} messages were not taken by the queue: ${codes}.`);
        }),
      );
    },
  };
}

function batchesOf(messages: readonly AttemptMessage[]): (readonly AttemptMessage[])[] {
  return Array.from({ length: Math.ceil(messages.length / MAX_BATCH) }, (_, index) =>
    messages.slice(index * MAX_BATCH, (index + 1) * MAX_BATCH),
  );
}
