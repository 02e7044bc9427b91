import { Duration } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { WebhookDeliveryEnvironment } from '#functions/webhook-delivery/config.ts';
import type { WebhookDispatchEnvironment } from '#functions/webhook-dispatch/config.ts';
import type { WebhookSweepEnvironment } from '#functions/webhook-sweep/config.ts';
import { hearEvents } from '#infra/hear-events.ts';
import { OperatorAlarm } from '#infra/operator-alarm.ts';
import { RollcallFunction } from '#infra/rollcall-function.ts';
import { ScheduledFunction } from '#infra/scheduled-function.ts';
import type { RollcallTable } from '#infra/table.ts';
import { grantSend, WorkQueue } from '#infra/work-queue.ts';

export interface WebhooksProps {
  table: RollcallTable;
  bus: EventBus;
  secretsKey: IKey;
}

/** Every attempt at an ailing endpoint may take all of its 15 seconds: so many of them at once are enough. */
const AILING_CONCURRENCY = 10;

const HIDDEN = Duration.minutes(3);
const LINE = 'attempts at webhooks were given up on by this side; the sweep takes them up again.';

/** Events to the endpoints of tenants: bus, dispatch, one queue for the healthy and one for the ailing, attempts. */
export class Webhooks extends Construct {
  readonly #props: WebhooksProps;
  readonly #steady: WorkQueue;
  readonly #ailing: WorkQueue;

  constructor(scope: Construct, id: string, props: WebhooksProps) {
    super(scope, id);
    this.#props = props;
    const line = { failure: LINE, backlog: 'attempts at webhooks', hidden: HIDDEN, attempts: 5 };
    this.#steady = new WorkQueue(this, 'Steady', line);
    this.#ailing = new WorkQueue(this, 'Ailing', line);
    this.#dispatch();
    this.#deliver();
    this.#sweep();
  }

  get secretsKeyArn(): string {
    return this.#props.secretsKey.keyArn;
  }

  /** The variables of a function that puts deliveries into the queue. */
  get environment() {
    return {
      STEADY_QUEUE_URL: this.#steady.queue.queueUrl,
      AILING_QUEUE_URL: this.#ailing.queue.queueUrl,
    };
  }

  /** What such a function has to be allowed, but for the table. */
  grantQueueing(grantee: IGrantable): void {
    grantSend(grantee, this.#steady, this.#ailing);
  }

  /** Sealing is for those who hand secrets out; whoever opens them can do nothing else. */
  grantSealing({ grantPrincipal }: IGrantable): void {
    const resources = [this.#props.secretsKey.keyArn];
    const seal = new PolicyStatement({ actions: ['kms:Encrypt'], resources });
    grantPrincipal.addToPrincipalPolicy(seal);
  }

  /** Opening what was sealed for webhooks, to sign with it. */
  #grantSecrets({ grantPrincipal }: IGrantable): void {
    grantPrincipal.addToPrincipalPolicy(this.#opening('webhook'));
  }

  /** Opening what a provider said last, and nothing that was sealed for anybody else. */
  grantLastClaims({ grantPrincipal }: IGrantable): void {
    grantPrincipal.addToPrincipalPolicy(this.#opening('claims'));
  }

  #opening(context: 'webhook' | 'claims'): PolicyStatement {
    const conditions = { Null: { [`kms:EncryptionContext:${context}`]: 'false' } };
    const resources = [this.#props.secretsKey.keyArn];
    return new PolicyStatement({ actions: ['kms:Decrypt'], resources, conditions });
  }

  #dispatch(): void {
    const { table, bus } = this.#props;
    const { lambda, grantPrincipal } = new RollcallFunction<WebhookDispatchEnvironment>(
      this,
      'Dispatch',
      {
        name: 'webhook-dispatch',
        description: 'Events to the deliveries of each webhook',
        environment: { TABLE_NAME: table.tableName, ...this.environment },
        timeout: Duration.seconds(30),
        memorySize: 512,
      },
    );
    table.grantItems({ grantPrincipal });
    this.grantQueueing({ grantPrincipal });
    const events = new WorkQueue(this, 'Events', {
      failure:
        'events could not be dispatched to webhooks; `webhook replay-missing` makes up for it.',
      backlog: 'events to webhooks',
      hidden: HIDDEN,
      attempts: 20,
    });
    events.feed(lambda, { batchSize: 10 });
    hearEvents(this, 'EveryEvent', {
      bus,
      queue: events,
      description: 'all events, to webhooks',
      undelivered: 'the bus could not hand events to webhooks.',
    });
  }

  #deliver(): void {
    const { table, secretsKey } = this.#props;
    const { lambda, grantPrincipal } = new RollcallFunction<WebhookDeliveryEnvironment>(
      this,
      'Delivery',
      {
        name: 'webhook-delivery',
        description: 'Attempts to deliver events to webhooks',
        environment: {
          TABLE_NAME: table.tableName,
          SECRETS_KEY_ARN: secretsKey.keyArn,
          ...this.environment,
        },
        // An attempt takes at most 15 seconds, and all of a batch are made at once.
        timeout: Duration.seconds(40),
        memorySize: 512,
      },
    );
    table.grantItems({ grantPrincipal });
    this.grantQueueing({ grantPrincipal });
    this.#grantSecrets({ grantPrincipal });
    this.#steady.feed(lambda, { batchSize: 10 });
    this.#ailing.feed(lambda, { batchSize: 10, maxConcurrency: AILING_CONCURRENCY });
    this.#watch(lambda);
  }

  #watch({ logGroup }: LambdaFunction): void {
    const filter = new MetricFilter(this, 'Disabled', {
      logGroup,
      filterPattern: FilterPattern.stringValue('$.message', '=', 'A webhook was disabled.'),
      metricNamespace: 'Rollcall',
      metricName: 'WebhooksDisabled',
    });
    new OperatorAlarm(this, 'DisabledAlarm', {
      description: 'a webhook was disabled, as its receiver is gone or has failed for five days.',
      metric: filter.metric({ statistic: 'Sum', period: Duration.minutes(5) }),
    });
  }

  #sweep(): void {
    const { table } = this.#props;
    const sweep = new ScheduledFunction<WebhookSweepEnvironment>(this, 'Sweep', {
      name: 'webhook-sweep',
      description: 'Passes on the deliveries whose time has come',
      environment: { TABLE_NAME: table.tableName, ...this.environment },
      timeout: Duration.minutes(1),
      memorySize: 512,
      every: Duration.minutes(1),
      onFailure: 'the sweep of webhooks failed; retries are late until it runs again.',
    });
    table.grantItems(sweep.function);
    this.grantQueueing(sweep.function);
  }
}
