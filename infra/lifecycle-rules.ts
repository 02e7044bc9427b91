import { Duration } from 'aws-cdk-lib';
import { type EventBus, Match } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { LifecycleRulesEnvironment } from '#functions/lifecycle-rules/config.ts';
import { hearEvents } from '#infra/hear-events.ts';
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
    const events = new WorkQueue(this, 'Events', {
      failure: 'rules of tenants could not act on events.',
      backlog: 'events to the rules of tenants',
      hidden: Duration.minutes(6),
      attempts: 10,
    });
    events.feed(lambda, { batchSize: 10 });
    hearEvents(this, 'AboutPeople', {
      bus,
      queue: events,
      description: 'events about people, to the rules of their tenants',
      detailType: aboutPeople.flatMap((prefix) => Match.prefix(prefix)),
      undelivered: 'the bus could not hand events to the rules of tenants.',
    });
  }
}
