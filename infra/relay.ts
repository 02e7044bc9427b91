import { Duration, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  FilterCriteria,
  FilterRule,
  type Function as LambdaFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { RelayEnvironment } from '#functions/relay/config.ts';
import { DeadLetterQueue } from '#infra/dead-letter-queue.ts';
import { RollcallFunction } from '#infra/rollcall-function.ts';
import type { RollcallTable } from '#infra/table.ts';

export interface RelayProps {
  table: RollcallTable;
  bus: EventBus;
  key: IKey;
}

/** Carries committed outbox items from the table's stream to the bus. */
export class Relay extends Construct {
  constructor(scope: Construct, id: string, { table, bus, key }: RelayProps) {
    super(scope, id);
    const relay = new RollcallFunction<RelayEnvironment>(this, 'Function', {
      name: 'relay',
      description: 'Outbox items to the event bus',
      environment: { EVENT_BUS_NAME: bus.eventBusName },
      timeout: Duration.seconds(30),
      memorySize: 512,
    });
    table.grantStream(relay);
    grantPutEvents(relay, bus, key);
    Validations.of(relay).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'The event source mapping below has a destination for what fails.',
    });
    const { queue } = new DeadLetterQueue(this, 'DeadLetters');
    relay.lambda.addEventSourceMapping('Outbox', {
      eventSourceArn: table.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { NewImage: { type: { S: FilterRule.isEqual('outbox') } } },
        }),
      ],
      batchSize: 100,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(6),
      onFailure: new SqsDlq(queue),
    });
    addAlarms(this, relay.lambda);
  }
}

function grantPutEvents(relay: RollcallFunction<RelayEnvironment>, bus: EventBus, key: IKey) {
  relay.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
  );
  // Whoever puts events on a bus with a customer-managed key needs that key too.
  relay.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [key.keyArn],
      conditions: {
        StringEquals: { 'kms:EncryptionContext:aws:events:event-bus:arn': bus.eventBusArn },
      },
    }),
  );
}

function addAlarms(scope: Construct, lambda: LambdaFunction): void {
  const common = {
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 3,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
  new Alarm(scope, 'Behind', {
    ...common,
    alarmDescription: 'Events leave more than a minute after their change was committed.',
    metric: lambda.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(1) }),
    threshold: Duration.minutes(1).toMilliseconds(),
  });
  new Alarm(scope, 'Failing', {
    ...common,
    alarmDescription: 'The relay fails.',
    metric: lambda.metricErrors({ period: Duration.minutes(1) }),
    threshold: 0,
  });
}
