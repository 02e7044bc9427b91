import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface OnDepartureProps {
  /** The output `EventBusName` of the stack RollcallStateful. */
  eventBusName: string;
  /** Whose people: the name of a tenant. */
  tenant: string;
}

/** A queue of everybody who leaves a tenant, for what has to end their sessions and take back their licences. */
export class OnDeparture extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { eventBusName, tenant }: OnDepartureProps) {
    super(scope, id);
    const undelivered = new Queue(this, 'Undelivered', { encryption: QueueEncryption.SQS_MANAGED });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: undelivered, maxReceiveCount: 5 },
    });
    new Rule(this, 'Rule', {
      eventBus: EventBus.fromEventBusName(this, 'Bus', eventBusName),
      eventPattern: {
        source: ['rollcall'],
        detailType: ['user.deactivated', 'user.deleted'],
        detail: { tenant: [tenant] },
      },
      targets: [new SqsQueue(this.queue, { deadLetterQueue: undelivered })],
    });
  }
}
