import { type Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue } from '#infra/dead-letter-queue.ts';
import { RollcallFunction, type RollcallFunctionProps } from '#infra/rollcall-function.ts';

export interface ScheduledFunctionProps<Environment>
  extends Omit<RollcallFunctionProps<Environment>, 'deadLetterQueue'> {
  /** Whole minutes from one run to the next; the next does the work of one that failed. */
  every: Duration;
  /** What stands still when a run has failed for good. */
  onFailure: string;
}

/** A function that runs by the clock, and the queue of runs that failed. */
export class ScheduledFunction<
  Environment extends Record<string, string> = never,
> extends Construct {
  readonly function: RollcallFunction<Environment>;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: ScheduledFunctionProps<Environment>) {
    super(scope, id);
    const { every, onFailure, ...settings } = props;
    const { queue } = new DeadLetterQueue(this, 'DeadLetters', { description: onFailure });
    this.deadLetters = queue;
    this.function = new RollcallFunction<Environment>(this, 'Function', {
      ...settings,
      deadLetterQueue: queue,
    });
    const { lambda } = this.function;
    const role = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: `Rollcall: start ${props.name}`,
    });
    lambda.grantInvokeLatestVersion(role);
    queue.grantSendMessages(role);
    new Schedule(this, 'Schedule', {
      description: `Rollcall: ${props.description}`,
      schedule: ScheduleExpression.rate(every),
      target: {
        bind: () => ({
          arn: lambda.functionArn,
          role,
          deadLetterConfig: { arn: queue.queueArn },
          retryPolicy: { maximumRetryAttempts: 0 },
        }),
      },
    });
  }
}
