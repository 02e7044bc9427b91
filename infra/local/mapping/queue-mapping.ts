import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Clock } from '../clock.ts';
import type { Invocable } from '../lambda/lambda-function.ts';
import { batchItemFailures } from './batch-item-failures.ts';
import type { QueueMappingSettings } from './queue-mapping-settings.ts';
import { type QueueRecord, toQueueRecord } from './queue-record.ts';

/** Messages that SQS gives, or deletes, at once. */
const MOST_MESSAGES = 10;

const LONG_POLL_SECONDS = 5;

export interface QueueMappingSurroundings {
  readonly lambda: Invocable;
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  warn(line: string): void;
}

/**
 * Carries a queue's messages to a function until the signal is aborted. What the function did is deleted; what
 * it did not do comes again after the queue's visibility timeout, and the queue counts how often.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export async function runQueueMapping(
  settings: QueueMappingSettings,
  surroundings: QueueMappingSurroundings,
): Promise<void> {
  const pollers = Array.from({ length: settings.pollers }, () => poll(settings, surroundings));
  await Promise.all(pollers);
}

async function poll(
  settings: QueueMappingSettings,
  surroundings: QueueMappingSurroundings,
): Promise<void> {
  while (!surroundings.signal.aborted) {
    const batch = await receiveBatch(settings, surroundings);
    if (batch.length > 0 && !surroundings.signal.aborted)
      await deliver(batch, settings, surroundings);
  }
}

/** What there is; with a window, what comes until the batch is full or the window is over. */
async function receiveBatch(
  { batchSize, window, queueArn, wanted }: QueueMappingSettings,
  surroundings: QueueMappingSurroundings,
): Promise<QueueRecord[]> {
  const { clock, signal } = surroundings;
  const batch: QueueRecord[] = [];
  let deadline: number | undefined;
  do {
    const seconds = deadline === undefined ? LONG_POLL_SECONDS : (deadline - clock.now()) / 1_000;
    const messages = await receive(surroundings, batchSize - batch.length, seconds);
    if (messages.length > 0) deadline ??= clock.now() + window;
    const records = messages.map((message) => toQueueRecord(message, queueArn));
    batch.push(...records.filter((record) => wanted(record.filtered)));
    // What no filter wants is gone: nobody else is going to read it.
    await remove(
      surroundings,
      records.filter((record) => !wanted(record.filtered)),
    );
  } while (!signal.aborted && batch.length < batchSize && clock.now() < (deadline ?? 0));
  return batch;
}

async function deliver(
  batch: readonly QueueRecord[],
  { reportsItemFailures }: QueueMappingSettings,
  surroundings: QueueMappingSurroundings,
): Promise<void> {
  const { lambda, warn, signal } = surroundings;
  const outcome = await lambda.invoke(JSON.stringify({ Records: batch.map(({ event }) => event) }));
  if ('functionError' in outcome && !signal.aborted) {
    const { errorType, errorMessage } = outcome.functionError;
    warn(`${lambda.title} failed on its queue: ${errorType}: ${errorMessage}`);
  }
  const identifiers = new Set(batch.map(({ messageId }) => messageId));
  const failed = batchItemFailures(outcome, reportsItemFailures, identifiers);
  if (failed === 'all') return;
  await remove(
    surroundings,
    batch.filter(({ messageId }) => !failed.has(messageId)),
  );
}

async function receive(
  { client, queueUrl, signal }: QueueMappingSurroundings,
  count: number,
  seconds: number,
): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: Math.min(count, MOST_MESSAGES),
    WaitTimeSeconds: Math.max(0, Math.min(LONG_POLL_SECONDS, Math.ceil(seconds))),
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  try {
    const { Messages = [] } = await client.send(command, { abortSignal: signal });
    return Messages;
  } catch (error) {
    if (signal.aborted) return [];
    throw error;
  }
}

async function remove(
  { client, queueUrl }: QueueMappingSurroundings,
  records: readonly QueueRecord[],
): Promise<void> {
  for (let start = 0; start < records.length; start += MOST_MESSAGES) {
    const Entries = records.slice(start, start + MOST_MESSAGES).map(({ receiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle: receiptHandle,
    }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
}
