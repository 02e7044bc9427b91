import { Duration, Validations } from 'aws-cdk-lib';
import { type EventBus, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { OffboardingEnvironment } from '#functions/offboarding/config.ts';
import { DeadLetterQueue } from '#infra/dead-letter-queue.ts';
import { RollcallFunction } from '#infra/rollcall-function.ts';
import type { SigningKeys } from '#infra/signing-keys.ts';
import type { RollcallTable } from '#infra/table.ts';
import { WorkQueue } from '#infra/work-queue.ts';
import { endings } from '#shared/sessions/endings.ts';

export interface OffboardingProps {
  table: RollcallTable;
  bus: EventBus;
  signingKeys: SigningKeys;
}

/** Ends of access to whoever has to know of them: logout tokens to apps, and a receipt of it all. */
export class Offboarding extends Construct {
  constructor(scope: Construct, id: string, { table, bus, signingKeys }: OffboardingProps) {
    super(scope, id);
    const endingQueue = new WorkQueue(this, 'Endings', {
      failure: 'ends of access were not carried on; apps were not told, and receipts are open.',
      backlog: 'ends of access',
      hidden: Duration.minutes(6),
      attempts: 20,
    });
    const { lambda, grantPrincipal } = new RollcallFunction<OffboardingEnvironment>(
      this,
      'Function',
      {
        name: 'offboarding',
        description: 'Ends of access to apps, and into receipts',
        environment: {
          TABLE_NAME: table.tableName,
          OFFBOARDING_QUEUE_URL: endingQueue.queue.queueUrl,
          ...signingKeys.environment,
        },
        // An app may take 10 seconds, and eight are told at once.
        timeout: Duration.minutes(1),
        memorySize: 512,
      },
    );
    table.grantItems({ grantPrincipal });
    signingKeys.grantSign({ grantPrincipal });
    const resources = [endingQueue.queue.queueArn];
    grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources }),
    );
    Validations.of(lambda).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'The queue that it works off has a dead-letter queue.',
    });
    endingQueue.feed(lambda, { batchSize: 5, maxConcurrency: 20 });
    const { queue } = new DeadLetterQueue(this, 'Undelivered', {
      description: 'the bus could not hand ends of access on; apps were not told.',
    });
    new Rule(this, 'EveryEnding', {
      description: 'Rollcall: ends of access, to offboarding',
      eventBus: bus,
      eventPattern: { source: ['rollcall'], detailType: [...endings] },
      targets: [
        new SqsQueue(endingQueue.queue, {
          message: RuleTargetInput.fromEventPath('$.detail'),
          deadLetterQueue: queue,
        }),
      ],
    });
  }
}
