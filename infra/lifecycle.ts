import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { LifecycleStepEnvironment } from '#functions/lifecycle-step/config.ts';
import type { LifecycleSweepEnvironment } from '#functions/lifecycle-sweep/config.ts';
import { OperatorAlarm } from '#infra/operator-alarm.ts';
import { RollcallFunction, rollcallMetric } from '#infra/rollcall-function.ts';
import { ScheduledFunction } from '#infra/scheduled-function.ts';
import type { RollcallTable } from '#infra/table.ts';
import { grantSend, WorkQueue } from '#infra/work-queue.ts';

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

  get #queueUrl(): string {
    return this.#steps.queue.queueUrl;
  }

  #sweep(): void {
    const sweep = new ScheduledFunction<LifecycleSweepEnvironment>(this, 'Sweep', {
      name: 'lifecycle-sweep',
      description: 'Hands on the tenants whose lifecycle policy has something to do',
      environment: { TABLE_NAME: this.#table.tableName, STEPS_QUEUE_URL: this.#queueUrl },
      timeout: Duration.minutes(5),
      memorySize: 512,
      every: EVERY,
      onFailure: 'the sweep of lifecycle policies failed; nobody is looked at until it runs again.',
    }).function;
    this.#table.grantItems(sweep);
    grantSend(sweep, this.#steps);
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
      environment: { TABLE_NAME: this.#table.tableName, STEPS_QUEUE_URL: this.#queueUrl },
      timeout: Duration.minutes(5),
      memorySize: 512,
    });
    this.#table.grantItems(step);
    grantSend(step, this.#steps);
    this.#steps.feed(step.lambda, { batchSize: 1, maxConcurrency: TENANTS_AT_ONCE });
  }
}
