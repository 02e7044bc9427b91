import { Duration, Validations } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue } from '#infra/dead-letter-queue.ts';
import { OperatorAlarm } from '#infra/operator-alarm.ts';

export interface WorkQueueProps {
  /** What has failed for good when a message was taken up for the last time. */
  failure: string;
  /** What is late when messages are not taken up. */
  backlog: string;
  /** How long a message that was taken up is hidden; at least as long as its function may run. */
  hidden: Duration;
  /** How often a message is taken up before it is put aside. */
  attempts: number;
}

/** Work for a function, one message each; what fails again and again is put aside, with an alarm. */
export class WorkQueue extends Construct {
  readonly queue: Queue;

  constructor(
    scope: Construct,
    id: string,
    { failure, backlog, hidden, attempts }: WorkQueueProps,
  ) {
    super(scope, id);
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters', { description: failure });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: hidden,
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: attempts },
    });
    new OperatorAlarm(this, 'Behind', {
      description: `work has waited for more than half an hour: ${backlog}.`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5) }),
      limit: Duration.minutes(30).toSeconds(),
    });
  }

  /** @param maxConcurrency Invocations at once that this queue may bring about; no limit by default. */
  feed(lambda: LambdaFunction, settings: { batchSize: number; maxConcurrency?: number }): void {
    this.queue.grantConsumeMessages(lambda);
    Validations.of(lambda).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'The queue that it works off has a dead-letter queue.',
    });
    const mapping = lambda.addEventSourceMapping(this.node.id, {
      eventSourceArn: this.queue.queueArn,
      reportBatchItemFailures: true,
      ...settings,
    });
    Validations.of(mapping).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'Of a queue it has none: what fails goes to the dead-letter queue.',
    });
  }
}

/** To put work into these queues, and nothing else. */
export function grantSend({ grantPrincipal }: IGrantable, ...queues: readonly WorkQueue[]): void {
  const resources = queues.map(({ queue }) => queue.queueArn);
  grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources }),
  );
}
