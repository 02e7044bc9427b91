import { type EventBus, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { DeadLetterQueue } from '#infra/dead-letter-queue.ts';
import type { WorkQueue } from '#infra/work-queue.ts';

export interface HeardEvents {
  bus: EventBus;
  queue: WorkQueue;
  /** What the rule hears, and for whom. */
  description: string;
  /** Which types, by name or as `Match` has it; all where nothing is said. */
  detailType?: string[];
  /** What has failed when the bus could not hand an event on. */
  undelivered: string;
}

/** Puts events of ours on the bus into a queue, each as it is in `detail`. */
export function hearEvents(
  scope: Construct,
  id: string,
  { bus, queue, description, detailType, undelivered }: HeardEvents,
): void {
  const deadLetters = new DeadLetterQueue(scope, 'Undelivered', { description: undelivered });
  new Rule(scope, id, {
    description: `Rollcall: ${description}`,
    eventBus: bus,
    eventPattern: { source: ['rollcall'], ...(detailType && { detailType }) },
    targets: [
      new SqsQueue(queue.queue, {
        message: RuleTargetInput.fromEventPath('$.detail'),
        deadLetterQueue: deadLetters.queue,
      }),
    ],
  });
}
