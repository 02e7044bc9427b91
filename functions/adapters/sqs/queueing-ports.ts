import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createTable, type Table } from '#functions/adapters/dynamodb/table.ts';
import { createWebhookStore } from '#functions/adapters/dynamodb/webhook-store.ts';
import { createSqs } from '#functions/adapters/sqs/client.ts';
import { createDeliveryQueue } from '#functions/adapters/sqs/delivery-queue.ts';
import { type AwsEnvironment, awsOptions } from '#functions/runtime/aws-environment.ts';
import { createPacedClock } from '#functions/runtime/paced-clock.ts';
import type { QueueingPorts } from '#shared/webhooks/ports.ts';

type Environment = AwsEnvironment & {
  readonly TABLE_NAME: string;
  readonly STEADY_QUEUE_URL: string;
  readonly AILING_QUEUE_URL: string;
};

/** The table, and what every function stands on that puts deliveries into the queue. */
export function queueingPorts(config: Environment): QueueingPorts & { readonly table: Table } {
  const clock = createPacedClock(config);
  const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);
  const urls = { steady: config.STEADY_QUEUE_URL, ailing: config.AILING_QUEUE_URL };
  const queue = createDeliveryQueue(createSqs(awsOptions(config, 'SQS')), urls, clock);
  return { clock, table, store: createWebhookStore(table), queue };
}
