import { CfnOutput, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { RollcallTable } from '#infra/table.ts';

/** What must outlive every release: the data, the key that it is encrypted with, and the bus that others subscribe to. */
export class StatefulStack extends Stack {
  readonly key: Key;
  readonly table: RollcallTable;
  readonly bus: EventBus;

  constructor(scope: Construct, id: string) {
    super(scope, id, { terminationProtection: true, description: 'Rollcall: data and event bus' });
    this.key = new Key(this, 'Key', {
      description: 'Rollcall: table and event bus',
      enableKeyRotation: true,
    });
    this.table = new RollcallTable(this, 'Table', { key: this.key });
    this.bus = new EventBus(this, 'Bus', {
      description: 'Every change to users and groups',
      kmsKey: this.key,
    });
    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'EventBusName', { value: this.bus.eventBusName });
  }
}
