import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createEventHistory } from '#functions/adapters/dynamodb/event-history.ts';
import { createOutbox } from '#functions/adapters/dynamodb/outbox.ts';
import { createPublicationLog } from '#functions/adapters/dynamodb/publication-log.ts';
import { createReckoningStore } from '#functions/adapters/dynamodb/reckoning-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createWebhookStore } from '#functions/adapters/dynamodb/webhook-store.ts';
import { webhookDelivery } from '#functions/webhook-delivery/webhook-delivery.ts';
import { webhookSweep } from '#functions/webhook-sweep/webhook-sweep.ts';
import type { EventEnvelope } from '#shared/events/envelope.ts';
import type { Problem, Publish } from '#shared/events/publish-committed.ts';
import { reconcileTenant } from '#shared/events/reconcile.ts';
import { beforeIdsOf } from '#shared/kernel/uuid-v7.ts';
import { createEndpoint, type EndpointSettings } from '#shared/webhooks/create-endpoint.ts';
import type { DeliveryPorts, QueueingPorts } from '#shared/webhooks/ports.ts';
import type { RelayUnderTest } from '../../events/history/play.ts';
import { malformed, throttled } from '../../support/fake-bus.ts';
import { withFaults } from '../../support/faults.ts';
import { newTable } from '../../support/new-table.ts';
import { testSecretBox } from '../support/test-secret-box.ts';
import type { ChainHistory } from './chain-history.ts';
import { createDirectory } from './directory.ts';
import { createMail } from './mail.ts';
import type { Dealer, Step } from './plan.ts';
import { createProcesses } from './processes.ts';
import { createQueue } from './queue.ts';
import { createReceivers, type Temper } from './receivers.ts';
import { createStream } from './stream.ts';
import { createTurns, cryptoInTurn } from './turns.ts';

/** What is under test, and how it is set. */
export interface ChainSettings {
  readonly relay: RelayUnderTest;
  /** As the mapping has it. */
  readonly reportsItemFailures: boolean;
  readonly dispatch: (ports: QueueingPorts) => (event: SQSEvent) => Promise<SQSBatchResponse>;
  /** What deliveries stand on, instead of what they are given. */
  readonly delivering: (ports: DeliveryPorts) => DeliveryPorts;
  readonly sweeps: boolean;
}

export type ChainWorld = Awaited<ReturnType<typeof createChainWorld>>;

const TENANT = 'acme';
const START = Date.parse('2026-03-02T09:00:00Z');
const MINUTE = 60_000;
const context = { functionName: 'chain', getRemainingTimeInMillis: () => 60_000 };

/** Everything from the table to the receivers; each step runs in a process of its own, which may end at any call. */
export async function createChainWorld(draw: Dealer, settings: ChainSettings) {
  const { client, tableName } = await newTable();
  const inTurn = createTurns();
  const restoreCrypto = cryptoInTurn(inTurn);
  const processes = createProcesses();
  client.middlewareStack.add(
    (next) => (args) =>
      inTurn(async () => {
        if (processes.isRunning() && draw.outage()) throw new Error('The table is out of reach.');
        return await next(args);
      }),
    { step: 'initialize', name: 'turns' },
  );
  withFaults(client).setFaults(() => processes.befalls(draw.table));
  const stream = createStream(client, draw);

  const clock = { offset: 0, now: () => START + clock.offset };
  const ownClock = { now: () => clock.now() + processes.skew() };
  let born = 0;
  const newId = () => {
    born += 1;
    return `${beforeIdsOf(ownClock.now())}-7000-8000-${born.toString(16).padStart(12, '0')}`;
  };
  const timing = { clock: ownClock, sleep: async () => {}, random: () => 0.5 };
  const run = <Result>(work: () => Promise<Result>) => processes.run(draw.skew(), work);
  const processTable = () => createTable(client, tableName);
  const mail = { events: createMail(clock, 20, draw), attempts: createMail(clock, 5, draw) };
  const queue = createQueue({ mail: mail.attempts, processes, inTurn, fault: draw.queue });
  const receivers = createReceivers({ clock, processes, inTurn, reception: draw.reception });
  const secretBox = await testSecretBox();

  const queueing = (): QueueingPorts => {
    return { store: createWebhookStore(processTable()), queue, clock: ownClock };
  };
  const delivery = (): DeliveryPorts => ({
    ...queueing(),
    ...timing,
    newId,
    secretBox,
    wallClock: ownClock,
    outgoingHttp: receivers.outgoingHttp,
    history: createEventHistory(processTable()),
  });

  const published: EventEnvelope[] = [];
  /** One entry: whether the bus took it and handed it to its rule, and what it says of that. */
  const send = (event: EventEnvelope): Problem | undefined => {
    processes.live();
    const fault = draw.bus();
    if (fault === 'crashBefore') throw processes.crash();
    if (fault === 'throttled') return throttled;
    if (fault === 'poison') return malformed;
    published.push(event);
    mail.events.put(JSON.stringify(event), clock.now() + (fault === 'late' ? 7 * MINUTE : 0));
    if (fault === 'twice') mail.events.put(JSON.stringify(event), clock.now());
    if (fault === 'crashAfter') throw processes.crash();
    return undefined;
  };
  const publish: Publish = (events) => inTurn(async () => events.map(send));
  const publishing = () => ({ publish, log: createPublicationLog(processTable(), timing) });

  const reconcile = () =>
    run(() => {
      const [outbox, reckonings] = [
        createOutbox(processTable()),
        createReckoningStore(processTable()),
      ];
      const ports = { ...publishing(), outbox, reckonings, clock: ownClock, hasTime: () => true };
      return reconcileTenant(ports, TENANT, START);
    });

  const steps: Readonly<Record<Step, () => Promise<unknown>>> = {
    relay: () =>
      stream.serve(
        (event) => run(() => settings.relay(publishing())(event, context)),
        settings.reportsItemFailures,
      ),
    dispatch: () => mail.events.hand((event) => run(() => settings.dispatch(queueing())(event))),
    deliver: () =>
      mail.attempts.hand((event) =>
        run(() => webhookDelivery(settings.delivering(delivery()))(event)),
      ),
    sweep: () => run(() => webhookSweep(queueing())(undefined, context)),
    reconcile,
  };

  const { store } = queueing();
  const deliveries = async () => {
    const all = await store.endpoints(TENANT);
    const found = await Promise.all(
      all.map(({ id }) => store.deliveries(TENANT, id, { limit: 1_000 })),
    );
    return found.flat();
  };

  return {
    clock,
    steps,
    reconcile,
    stream,
    mail,
    directory: createDirectory({ ...timing, newId }, processTable, run),
    close: restoreCrypto,

    async endpoint(name: string, changes: Partial<EndpointSettings>, temper: Temper) {
      const url = `https://${name.replace(' ', '-')}.example.com/hooks`;
      const { endpoint } = await createEndpoint(delivery(), {
        tenantId: TENANT,
        url,
        description: name,
        scheme: 'v1',
        ordered: false,
        concurrency: 10,
        perSecond: 500,
        ...changes,
      });
      receivers.listen(url, endpoint.id, temper);
    },

    /** When something is to be done next, in milliseconds since the epoch; Infinity when all is quiet. */
    async nextDue(sweeps: boolean): Promise<number> {
      const pending = (await deliveries()).filter(({ state }) => state === 'pending');
      const sweepAt = sweeps ? pending.map((one) => one.sweepAt) : [];
      return Math.min(mail.events.next(), mail.attempts.next(), ...sweepAt);
    },

    async history(): Promise<ChainHistory> {
      const outbox = createOutbox(processTable());
      const { places } = await outbox.born(TENANT, START, clock.now() + MINUTE);
      const records = await outbox.at(places);
      return {
        acknowledged: this.directory.acknowledged,
        committed: records.flatMap((one) => (typeof one === 'object' ? [one.record] : [])),
        published,
        receipts: receivers.receipts,
        endpoints: await store.endpoints(TENANT),
        deliveries: await deliveries(),
        crashes: processes.crashes(),
      };
    },
  };
}
