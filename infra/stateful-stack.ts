import { CfnOutput, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { DeadLetterQueue } from '#infra/dead-letter-queue.ts';
import { SigningKeys } from '#infra/signing-keys.ts';
import { RollcallTable } from '#infra/table.ts';

/** What must outlive every release: the data, the key that it is encrypted with, and the bus that others subscribe to. */
export class StatefulStack extends Stack {
  readonly table: RollcallTable;
  readonly bus: EventBus;
  /** Seals what is secret of a tenant: its functions say for whom, and KMS holds them to it. */
  readonly secretsKey: Key;
  readonly signingKeys: SigningKeys;

  constructor(scope: Construct, id: string) {
    super(scope, id, { terminationProtection: true, description: 'Rollcall: data and event bus' });
    const key = new Key(this, 'Key', {
      description: 'Rollcall: table and event bus',
      enableKeyRotation: true,
    });
    this.table = new RollcallTable(this, 'Table', { key });
    this.bus = this.#createBus(key);
    this.secretsKey = new Key(this, 'SecretsKey', {
      description: 'Rollcall: secrets of tenants',
      enableKeyRotation: true,
    });
    this.signingKeys = new SigningKeys(this, 'SigningKeys');
    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'EventBusName', { value: this.bus.eventBusName });
  }

  /** Events hold people's names, so they rest under the same key as the table. */
  #createBus(kmsKey: Key): EventBus {
    const { queue } = new DeadLetterQueue(this, 'Undelivered', {
      description: 'the event bus could not use its key; events were put aside.',
    });
    const bus = new EventBus(this, 'Bus', {
      description: 'Every change to users and groups',
      kmsKey,
      deadLetterQueue: queue,
    });
    queue.grantSendMessages(
      new ServicePrincipal('events.amazonaws.com', {
        conditions: { ArnEquals: { 'aws:SourceArn': bus.eventBusArn } },
      }),
    );
    return bus;
  }
}
