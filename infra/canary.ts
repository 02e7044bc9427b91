import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { CanaryEnvironment } from '#functions/canary/config.ts';
import { OperatorAlarm } from '#infra/operator-alarm.ts';
import { rollcallMetric } from '#infra/rollcall-function.ts';
import { ScheduledFunction } from '#infra/scheduled-function.ts';
import type { RollcallTable } from '#infra/table.ts';

export interface CanaryProps {
  table: RollcallTable;
  bus: EventBus;
}

/** Every minute, sends a change of nobody the way of all changes, and times it from the commit to a rule's target. */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, { table, bus }: CanaryProps) {
    super(scope, id);
    const period = Duration.minutes(1);
    const { function: canary, deadLetters } = new ScheduledFunction<CanaryEnvironment>(
      this,
      'Canary',
      {
        name: 'canary',
        description: 'Times the way from a commit to the event bus',
        environment: { TABLE_NAME: table.tableName },
        timeout: Duration.seconds(10),
        memorySize: 256,
        every: period,
        onFailure: 'the canary failed; whether events arrive is not known.',
      },
    );
    table.grantCanary(canary);
    new Rule(this, 'Back', {
      description: 'Rollcall: the canary comes back',
      eventBus: bus,
      eventPattern: { source: ['rollcall.canary'] },
      targets: [
        new LambdaFunction(canary.lambda, { deadLetterQueue: deadLetters, retryAttempts: 2 }),
      ],
    });
    new OperatorAlarm(this, 'Late', {
      description: 'a change takes more than a minute to the event bus, or does not arrive at all.',
      metric: rollcallMetric(canary.lambda, 'RoundTrip', { statistic: 'Maximum', period }),
      limit: Duration.minutes(1).toMilliseconds(),
      periods: 5,
      missing: TreatMissingData.BREACHING,
    });
  }
}
