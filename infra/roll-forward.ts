import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { RollForwardEnvironment } from '#functions/roll-forward/config.ts';
import { ScheduledFunction } from '#infra/scheduled-function.ts';
import type { RollcallTable } from '#infra/table.ts';

export interface RollForwardProps {
  table: RollcallTable;
}

/** Every minute, keeps planned dates and finishes the large member changes that were cut off half-way. */
export class RollForward extends Construct {
  constructor(scope: Construct, id: string, { table }: RollForwardProps) {
    super(scope, id);
    const scheduled = new ScheduledFunction<RollForwardEnvironment>(this, 'RollForward', {
      name: 'roll-forward',
      description: 'Keeps planned dates and finishes journalled member changes',
      environment: { TABLE_NAME: table.tableName },
      timeout: Duration.minutes(5),
      memorySize: 512,
      every: Duration.minutes(1),
      onFailure:
        'roll-forward failed; planned joins and leaves, and large member changes, wait until it runs again.',
    });
    table.grantItems(scheduled.function);
  }
}
