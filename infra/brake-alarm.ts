import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { OperatorAlarm } from '#infra/operator-alarm.ts';

/** Tells an operator that a directory wants more people to leave than usual, for as long as it asks. */
export class BrakeAlarm extends Construct {
  constructor(scope: Construct, id: string, { logGroup }: LambdaFunction) {
    super(scope, id);
    const filter = new MetricFilter(this, 'Held', {
      logGroup,
      filterPattern: FilterPattern.stringValue(
        '$.message',
        '=',
        'The brake held a departure back.',
      ),
      metricNamespace: 'Rollcall',
      metricName: 'DeparturesHeld',
    });
    new OperatorAlarm(this, 'Alarm', {
      description:
        'a directory would deactivate more people than usual; look, and release its brake if it is meant.',
      metric: filter.metric({ statistic: 'Sum', period: Duration.minutes(5) }),
    });
  }
}
