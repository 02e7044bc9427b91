import { createEventHistory } from '#functions/adapters/dynamodb/event-history.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createWebhookStore } from '#functions/adapters/dynamodb/webhook-store.ts';
import { createOutgoingHttp } from '#functions/adapters/outgoing-http/create-outgoing-http.ts';
import type { OutgoingHttp } from '#shared/kernel/http/outgoing-http.ts';
import { createNewId } from '#shared/kernel/uuid-v7.ts';
import { attemptDeliveries } from '#shared/webhooks/attempt-deliveries.ts';
import { createEndpoint, type EndpointSettings } from '#shared/webhooks/create-endpoint.ts';
import type { DeliveredEvent, Delivery } from '#shared/webhooks/delivery.ts';
import type { AttemptMessage } from '#shared/webhooks/delivery-queue.ts';
import { dispatchEvents } from '#shared/webhooks/dispatch-events.ts';
import type { DeliveryPorts } from '#shared/webhooks/ports.ts';
import { sweepDeliveries } from '#shared/webhooks/sweep-deliveries.ts';
import type { WebhookStore } from '#shared/webhooks/webhook-store.ts';
import { newTable } from '../../support/new-table.ts';
import { testSecretBox } from './test-secret-box.ts';

/** Milliseconds, for what is known to answer. */
const PATIENCE = 20_000;

export type WebhookWorld = Awaited<ReturnType<typeof createWebhookWorld>>;

/**
 * Webhooks over a table of their own: a queue that the test works off, a clock that stands where the test sets it, and
 * HTTP that gives up on a URL after its `patience`, by the clock on the wall, which the test can only put forward.
 */
export async function createWebhookWorld() {
  const { client, tableName } = await newTable();
  const table = createTable(client, tableName);
  const start = Date.now();
  const clock = { offset: 0, now: () => start + clock.offset };
  const wallClock = { offset: 0, now: () => Date.now() + wallClock.offset };
  const queued: AttemptMessage[] = [];
  const { store, sweeps } = noting(createWebhookStore(table));
  const http = createOutgoingHttp({ local: true });
  const patience = new Map<string, number>();
  const outgoingHttp: OutgoingHttp = (url, request) =>
    http(url, { ...request, timeout: patience.get(url) ?? PATIENCE });
  const ports: DeliveryPorts = {
    store,
    clock,
    wallClock,
    queue: { reach: 900_000, send: async (messages) => void queued.push(...messages) },
    secretBox: await testSecretBox(),
    outgoingHttp,
    history: createEventHistory(table),
    newId: createNewId(wallClock),
    sleep: (milliseconds) => new Promise((go) => setTimeout(go, milliseconds)),
    random: Math.random,
  };

  /** An endpoint of a tenant of this test's own. */
  async function endpoint(url: string, settings: Partial<EndpointSettings> = {}) {
    return await createEndpoint(ports, {
      tenantId: 'acme',
      url,
      description: '',
      scheme: 'v1',
      ordered: false,
      concurrency: 10,
      perSecond: 500,
      ...settings,
    });
  }

  /** Works off what is due in the queue by now, batch by batch, as the function does. */
  async function deliver(): Promise<number> {
    let worked = 0;
    for (let due = takeDue(); due.length > 0; due = takeDue()) {
      const groups = Map.groupBy(due, (message) => message.endpointId);
      await Promise.all([...groups.values()].map((group) => attemptDeliveries(ports, group)));
      worked += due.length;
    }
    return worked;
  }

  function takeDue(): AttemptMessage[] {
    const now = clock.now();
    const due = queued.filter(({ dueAt }) => dueAt <= now).slice(0, 10);
    for (const message of due) queued.splice(queued.indexOf(message), 1);
    return due;
  }

  /** Lets time pass, from one message or sweep that is due to the next: in between nothing would happen. */
  async function pass(milliseconds: number): Promise<void> {
    const end = clock.now() + milliseconds;
    while (clock.now() < end) {
      const due = [...queued.map(({ dueAt }) => dueAt), ...sweeps.values()];
      clock.offset += Math.max(1, Math.min(end, ...due) - clock.now());
      if (Math.min(...sweeps.values()) <= clock.now()) await sweepDeliveries(ports, 100);
      await deliver();
    }
  }

  const dispatch = (...events: DeliveredEvent[]) => dispatchEvents(ports, events);

  return {
    ...ports,
    ports,
    client,
    clock,
    wallClock,
    patience,
    queued,
    table,
    endpoint,
    dispatch,
    deliver,
    pass,
  };
}

/** The store, and when the sweep has to look after which delivery. */
function noting(kept: WebhookStore) {
  const sweeps = new Map<string, number>();
  const note = ({ endpointId, event, state, sweepAt }: Delivery) => {
    const key = `${endpointId} ${event.id}`;
    if (state === 'pending') sweeps.set(key, sweepAt + 1);
    else sweeps.delete(key);
  };
  const noted = (write: (delivery: Delivery) => Promise<boolean>) => async (delivery: Delivery) => {
    const isWritten = await write(delivery);
    if (isWritten) note(delivery);
    return isWritten;
  };
  const store: WebhookStore = {
    ...kept,
    addDelivery: noted(kept.addDelivery),
    replaceDelivery: noted(kept.replaceDelivery),
  };
  return { store, sweeps };
}
