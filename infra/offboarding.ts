import { Duration } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { OffboardingEnvironment } from '#functions/offboarding/config.ts';
import { hearEvents } from '#infra/hear-events.ts';
import { RollcallFunction } from '#infra/rollcall-function.ts';
import type { SigningKeys } from '#infra/signing-keys.ts';
import type { RollcallTable } from '#infra/table.ts';
import { grantSend, WorkQueue } from '#infra/work-queue.ts';
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
    grantSend({ grantPrincipal }, endingQueue);
    endingQueue.feed(lambda, { batchSize: 5, maxConcurrency: 20 });
    hearEvents(this, 'EveryEnding', {
      bus,
      queue: endingQueue,
      description: 'ends of access, to offboarding',
      detailType: [...endings],
      undelivered: 'the bus could not hand ends of access on; apps were not told.',
    });
  }
}
