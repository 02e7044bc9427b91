import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { RollForwardEnvironment } from '#functions/roll-forward/config.ts';
import { DeadLetterQueue } from '#infra/dead-letter-queue.ts';
import { RollcallFunction } from '#infra/rollcall-function.ts';
import type { RollcallTable } from '#infra/table.ts';

export interface RollForwardProps {
  table: RollcallTable;
}

/** Every minute, finishes the large member changes that were cut off half-way. */
export class RollForward extends Construct {
  constructor(scope: Construct, id: string, { table }: RollForwardProps) {
    super(scope, id);
    const { queue } = new DeadLetterQueue(this, 'DeadLetters', {
      description:
        'roll-forward failed; large member changes may be half done until it runs again.',
    });
    const { lambda, grantPrincipal } = new RollcallFunction<RollForwardEnvironment>(
      this,
      'Function',
      {
        name: 'roll-forward',
        description: 'Finishes journalled member changes',
        environment: { TABLE_NAME: table.tableName },
        timeout: Duration.minutes(5),
        memorySize: 512,
        deadLetterQueue: queue,
      },
    );
    table.grantItems({ grantPrincipal });
    const role = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: 'Rollcall: start roll-forward',
    });
    lambda.grantInvokeLatestVersion(role);
    queue.grantSendMessages(role);
    new Schedule(this, 'EveryMinute', {
      description: 'Rollcall: finish journalled member changes',
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: {
        bind: () => ({
          arn: lambda.functionArn,
          role,
          deadLetterConfig: { arn: queue.queueArn },
          // The next run comes in a minute and does the same work.
          retryPolicy: { maximumRetryAttempts: 0 },
        }),
      },
    });
  }
}
