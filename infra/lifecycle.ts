import { Duration, Validations } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { LifecycleStepEnvironment } from '#functions/lifecycle-step/config.ts';
import type { LifecycleSweepEnvironment } from '#functions/lifecycle-sweep/config.ts';
import { OperatorAlarm } from '#infra/operator-alarm.ts';
import { RollcallFunction, rollcallMetric } from '#infra/rollcall-function.ts';
import { ScheduledFunction } from '#infra/scheduled-function.ts';
import type { RollcallTable } from '#infra/table.ts';
import { WorkQueue } from '#infra/work-queue.ts';

export interface LifecycleProps {
  table: RollcallTable;
}

/** Tenants whose policies are carried on at once; each is one after the other. */
const TENANTS_AT_ONCE = 10;

const EVERY = Duration.hours(1);

/** What becomes of people who are not seen any more: every hour the tenants that are due, each carried on by a queue. */
export class Lifecycle extends Construct {
  readonly #table: RollcallTable;
  readonly #steps: WorkQueue;

  constructor(scope: Construct, id: string, { table }: LifecycleProps) {
    super(scope, id);
    this.#table = table;
    this.#steps = new WorkQueue(this, 'Steps', {
      failure: 'a lifecycle policy could not be carried on; the next sweep tries it again.',
      backlog: 'steps of lifecycle policies',
      hidden: Duration.minutes(6),
      attempts: 5,
    });
    this.#sweep();
    this.#step();
  }

  get queueUrl(): string {
    return this.#steps.queue.queueUrl;
  }

  /** To ask for the next steps of a tenant's policy. */
  grantSend({ grantPrincipal }: IGrantable): void {
    const resources = [this.#steps.queue.queueArn];
    const send = new PolicyStatement({ actions: ['sqs:SendMessage'], resources });
    grantPrincipal.addToPrincipalPolicy(send);
  }

  #sweep(): void {
    const sweep = new ScheduledFunction<LifecycleSweepEnvironment>(this, 'Sweep', {
      name: 'lifecycle-sweep',
      description: 'Hands on the tenants whose lifecycle policy has something to do',
      environment: { TABLE_NAME: this.#table.tableName, STEPS_QUEUE_URL: this.queueUrl },
      timeout: Duration.minutes(5),
      memorySize: 512,
      every: EVERY,
      onFailure: 'the sweep of lifecycle policies failed; nobody is looked at until it runs again.',
    }).function;
    this.#table.grantItems(sweep);
    this.grantSend(sweep);
    new OperatorAlarm(this, 'Stopped', {
      description:
        'a lifecycle policy has stopped, by its brake or because nobody was seen; `lifecycle release` lets it go on.',
      metric: rollcallMetric(sweep.lambda, 'PoliciesStopped', {
        statistic: 'Maximum',
        period: EVERY,
      }),
    });
  }

  #step(): void {
    const step = new RollcallFunction<LifecycleStepEnvironment>(this, 'Step', {
      name: 'lifecycle-step',
      description: 'Carries the lifecycle policies of tenants on',
      environment: { TABLE_NAME: this.#table.tableName, STEPS_QUEUE_URL: this.queueUrl },
      timeout: Duration.minutes(5),
      memorySize: 512,
    });
    this.#table.grantItems(step);
    this.grantSend(step);
    Validations.of(step.lambda).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'The queue that it works off has a dead-letter queue.',
    });
    this.#steps.feed(step.lambda, { batchSize: 1, maxConcurrency: TENANTS_AT_ONCE });
  }
}
