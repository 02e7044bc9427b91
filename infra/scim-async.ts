import { Duration, Validations } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ScimAsyncEnvironment } from '#functions/scim-async/config.ts';
import { BrakeAlarm } from '#infra/brake-alarm.ts';
import { DeadLetterQueue } from '#infra/dead-letter-queue.ts';
import { OperatorAlarm } from '#infra/operator-alarm.ts';
import { RollcallFunction } from '#infra/rollcall-function.ts';
import type { RollcallTable } from '#infra/table.ts';

export interface ScimAsyncProps {
  table: RollcallTable;
}

/** Carries out SCIM requests after they were answered (RFC 9967); the queue holds their names, the table the rest. */
export class ScimAsync extends Construct {
  readonly queueUrl: string;
  readonly #queue: Queue;

  constructor(scope: Construct, id: string, { table }: ScimAsyncProps) {
    super(scope, id);
    const { queue: deadLetters } = new DeadLetterQueue(this, 'DeadLetters', {
      description: 'asynchronous SCIM requests were given up on; who sent them waits for a result.',
    });
    this.#queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      // Longer than the lease of a request, which is the time that the function has.
      visibilityTimeout: Duration.minutes(6),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
    this.queueUrl = this.#queue.queueUrl;
    const scimAsync = new RollcallFunction<ScimAsyncEnvironment>(this, 'Function', {
      name: 'scim-async',
      description: 'Asynchronous SCIM requests (RFC 9967)',
      environment: { TABLE_NAME: table.tableName },
      timeout: Duration.minutes(3),
      memorySize: 1024,
    });
    table.grantItems(scimAsync);
    new BrakeAlarm(this, 'Brake', scimAsync.lambda);
    this.#queue.grantConsumeMessages(scimAsync);
    Validations.of(scimAsync).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'The queue hands what fails to its dead-letter queue.',
    });
    const mapping = scimAsync.lambda.addEventSourceMapping('Requests', {
      eventSourceArn: this.#queue.queueArn,
      batchSize: 1,
      reportBatchItemFailures: true,
      maxConcurrency: 10,
    });
    Validations.of(mapping).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'A queue knows no destination; it hands what fails to its dead-letter queue.',
    });
    this.#watch();
  }

  grantSend(grantee: IGrantable): void {
    this.#queue.grantSendMessages(grantee);
  }

  #watch(): void {
    const period = Duration.minutes(1);
    new OperatorAlarm(this, 'Behind', {
      description: 'asynchronous SCIM requests wait for more than 15 minutes.',
      metric: this.#queue.metricApproximateAgeOfOldestMessage({ period }),
      limit: Duration.minutes(15).toSeconds(),
      periods: 3,
    });
  }
}
