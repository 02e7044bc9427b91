import { createEventHistory } from '#functions/adapters/dynamodb/event-history.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createWebhookStore } from '#functions/adapters/dynamodb/webhook-store.ts';
import { createOutgoingHttp } from '#functions/adapters/outgoing-http/create-outgoing-http.ts';
import type { OutgoingHttp } from '#shared/kernel/http/outgoing-http.ts';
import { createNewId } from '#shared/kernel/uuid-v7.ts';
import { attemptDeliveries } from '#shared/webhooks/attempt-deliveries.ts';
import { createEndpoint, type EndpointSettings } from '#shared/webhooks/create-endpoint.ts';
import type { DeliveredEvent } from '#shared/webhooks/delivery.ts';
import type { AttemptMessage } from '#shared/webhooks/delivery-queue.ts';
import { dispatchEvents } from '#shared/webhooks/dispatch-events.ts';
import type { DeliveryPorts } from '#shared/webhooks/ports.ts';
import { sweepDeliveries } from '#shared/webhooks/sweep-deliveries.ts';
import { newTable } from '../../support/new-table.ts';
import { testSecretBox } from './test-secret-box.ts';

const SWEEP_EVERY = 60 * 60_000;

export type WebhookWorld = Awaited<ReturnType<typeof createWebhookWorld>>;

/**
 * Webhooks over a table of their own: a queue that the test works off, a clock that it sets, and HTTP that gives up
 * after the time that a real attempt has, scaled down.
 */
export async function createWebhookWorld({ patience = 300 } = {}) {
  const { client, tableName } = await newTable();
  const table = createTable(client, tableName);
  const clock = { offset: 0, now: () => Date.now() + clock.offset };
  const queued: AttemptMessage[] = [];
  const store = createWebhookStore(table);
  const http = createOutgoingHttp({ local: true });
  const outgoingHttp: OutgoingHttp = (url, request) => http(url, { ...request, timeout: patience });
  const ports: DeliveryPorts = {
    store,
    clock,
    wallClock: { now: () => Date.now() },
    queue: { reach: 900_000, send: async (messages) => void queued.push(...messages) },
    secretBox: await testSecretBox(),
    outgoingHttp,
    history: createEventHistory(table),
    newId: createNewId({ now: () => Date.now() }),
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

  /** Lets time pass, from one message that is due to the next, and with a sweep every hour at least. */
  async function pass(milliseconds: number): Promise<void> {
    const end = clock.now() + milliseconds;
    while (clock.now() < end) {
      const next = Math.min(end, clock.now() + SWEEP_EVERY, ...queued.map(({ dueAt }) => dueAt));
      clock.offset += Math.max(1, next - clock.now());
      await sweepDeliveries(ports, 100);
      await deliver();
    }
  }

  const dispatch = (...events: DeliveredEvent[]) => dispatchEvents(ports, events);

  return { ...ports, ports, client, clock, queued, table, endpoint, dispatch, deliver, pass };
}
