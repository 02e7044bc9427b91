import { Duration, Validations } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
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
import { OperatorAlarm } from '#infra/operator-alarm.ts';
import { RollcallFunction, rollcallMetric } from '#infra/rollcall-function.ts';
import type { RollcallTable } from '#infra/table.ts';

export interface RelayProps {
  table: RollcallTable;
  bus: EventBus;
}

/** Carries committed outbox items from the table's stream to the bus. */
export class Relay extends Construct {
  constructor(scope: Construct, id: string, { table, bus }: RelayProps) {
    super(scope, id);
    const relay = new RollcallFunction<RelayEnvironment>(this, 'Function', {
      name: 'relay',
      description: 'Outbox items to the event bus',
      environment: { TABLE_NAME: table.tableName, EVENT_BUS_NAME: bus.eventBusName },
      timeout: Duration.minutes(1),
      memorySize: 512,
    });
    table.grantStream(relay);
    table.grantPublicationLog(relay);
    relay.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
    );
    Validations.of(relay).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'The event source mapping has a destination for what fails.',
    });
    this.#followOutbox(relay.lambda, table.streamArn);
    this.#watch(relay.lambda);
  }

  #followOutbox(lambda: LambdaFunction, streamArn: string): void {
    const { queue } = new DeadLetterQueue(this, 'DeadLetters', {
      description: 'events of committed changes were given up on; subscribers have not seen them.',
    });
    lambda.addEventSourceMapping('Outbox', {
      eventSourceArn: streamArn,
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
      // One bad record holds up its shard, a bus that is down holds up all: wait, but not for ever.
      retryAttempts: 30,
      maxRecordAge: Duration.hours(6),
      onFailure: new SqsDlq(queue),
    });
  }

  #watch(lambda: LambdaFunction): void {
    const period = Duration.minutes(1);
    new OperatorAlarm(this, 'Behind', {
      description: 'events leave more than a minute after their change was committed.',
      metric: lambda.metric('IteratorAge', { statistic: 'Maximum', period }),
      limit: Duration.minutes(1).toMilliseconds(),
      periods: 3,
    });
    new OperatorAlarm(this, 'Refused', {
      description:
        'an event was refused for good; the reconciler keeps trying, its subscribers miss it.',
      metric: rollcallMetric(lambda, 'RecordsRefused', { statistic: 'Sum', period }),
    });
    new OperatorAlarm(this, 'Failing', {
      description: 'the relay has failed for three minutes on end.',
      metric: lambda.metricErrors({ period }),
      periods: 3,
    });
  }
}
