import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ReconcilerEnvironment } from '#functions/reconciler/config.ts';
import { OperatorAlarm } from '#infra/operator-alarm.ts';
import { rollcallMetric } from '#infra/rollcall-function.ts';
import { ScheduledFunction } from '#infra/scheduled-function.ts';
import type { RollcallTable } from '#infra/table.ts';

export interface ReconcilerProps {
  table: RollcallTable;
  bus: EventBus;
}

/** Every five minutes, publishes what was committed and never published: the net under the relay. */
export class Reconciler extends Construct {
  constructor(scope: Construct, id: string, { table, bus }: ReconcilerProps) {
    super(scope, id);
    const every = Duration.minutes(5);
    const reconciler = new ScheduledFunction<ReconcilerEnvironment>(this, 'Reconciler', {
      name: 'reconciler',
      description: 'Publishes what the relay did not',
      environment: { TABLE_NAME: table.tableName, EVENT_BUS_NAME: bus.eventBusName },
      timeout: Duration.minutes(4),
      memorySize: 512,
      every,
      onFailure:
        'the reconciler failed; what the relay missed stays unpublished until it runs again.',
    }).function;
    table.grantItems(reconciler);
    reconciler.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
    );
    const metric = (name: string) =>
      rollcallMetric(reconciler.lambda, name, { statistic: 'Maximum', period: every });
    new OperatorAlarm(this, 'Found', {
      description:
        'events had not been published within five minutes; the reconciler did it. Look at the relay.',
      metric: metric('RecordsFound'),
    });
    new OperatorAlarm(this, 'Left', {
      description: 'committed events cannot be published; their subscribers do not hear of them.',
      metric: metric('RecordsLeft'),
      periods: 2,
      // It tells each time, also when nothing is left: silence means that nobody looks.
      missing: TreatMissingData.BREACHING,
    });
    new OperatorAlarm(this, 'Behind', {
      description: 'the reconciler does not get through all tenants in the time that it has.',
      metric: metric('TenantsLeft'),
      periods: 3,
    });
  }
}
