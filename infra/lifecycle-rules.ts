import { Duration, Validations } from 'aws-cdk-lib';
import { type EventBus, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { LifecycleRulesEnvironment } from '#functions/lifecycle-rules/config.ts';
import { DeadLetterQueue } from '#infra/dead-letter-queue.ts';
import { RollcallFunction } from '#infra/rollcall-function.ts';
import type { RollcallTable } from '#infra/table.ts';
import type { Webhooks } from '#infra/webhooks.ts';
import { WorkQueue } from '#infra/work-queue.ts';
import { aboutPeople } from '#shared/lifecycle/rules/about-people.ts';

export interface LifecycleRulesProps {
  table: RollcallTable;
  bus: EventBus;
  webhooks: Webhooks;
}

/** Events about people to the rules of their tenants: bus, queue, function. */
export class LifecycleRules extends Construct {
  constructor(scope: Construct, id: string, { table, bus, webhooks }: LifecycleRulesProps) {
    super(scope, id);
    const { lambda, grantPrincipal } = new RollcallFunction<LifecycleRulesEnvironment>(
      this,
      'Function',
      {
        name: 'lifecycle-rules',
        description: 'Lets the rules of tenants act on what happens',
        environment: { TABLE_NAME: table.tableName, ...webhooks.environment },
        timeout: Duration.seconds(60),
        memorySize: 512,
      },
    );
    table.grantItems({ grantPrincipal });
    webhooks.grantQueueing({ grantPrincipal });
    Validations.of(lambda).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'The queue that it works off has a dead-letter queue.',
    });
    const events = new WorkQueue(this, 'Events', {
      failure: 'rules of tenants could not act on events.',
      backlog: 'events to the rules of tenants',
      hidden: Duration.minutes(6),
      attempts: 10,
    });
    events.feed(lambda, { batchSize: 10 });
    const { queue } = new DeadLetterQueue(this, 'Undelivered', {
      description: 'the bus could not hand events to the rules of tenants.',
    });
    new Rule(this, 'AboutPeople', {
      description: 'Rollcall: events about people, to the rules of their tenants',
      eventBus: bus,
      eventPattern: {
        source: ['rollcall'],
        detailType: aboutPeople.flatMap((prefix) => Match.prefix(prefix)),
      },
      targets: [
        new SqsQueue(events.queue, {
          message: RuleTargetInput.fromEventPath('$.detail'),
          deadLetterQueue: queue,
        }),
      ],
    });
  }
}
