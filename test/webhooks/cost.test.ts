import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleEvent } from '#shared/events/contract/example-event.ts';
import { openGate } from '#shared/webhooks/gate.ts';
import { type Cost, meter } from '../support/meter.ts';
import { newClient } from '../support/new-table.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { sampleEvent } from './support/sample-event.ts';
import { createWebhookWorld, type WebhookWorld } from './support/webhook-world.ts';

const rows = readFileSync('docs/cost.md', 'utf8').split('\n');

let world: WebhookWorld;
let receiver: Receiver;
let costOf: (action: () => Promise<unknown>) => Promise<Cost>;
let endpointId = '';
let place = 0;

beforeAll(async () => {
  [world, receiver] = await Promise.all([createWebhookWorld(), startReceiver()]);
  costOf = meter(world.client, newClient()).of;
  endpointId = (await world.endpoint(receiver.url)).endpoint.id;
  // An endpoint that has been there for long, and is well.
  await dispatched(1);
  await world.deliver();
});
afterAll(() => receiver.close());

const dispatched = (count: number) => world.dispatch(...Array.from({ length: count }, nextEvent));

/** As long as events are: what the catalogue has for an example. */
function nextEvent() {
  place += 1;
  return { ...exampleEvent('user.created'), id: sampleEvent(place).id };
}

/** The endpoint is well again, and nothing is under way. */
async function recover(): Promise<void> {
  world.queued.length = 0;
  receiver.answering = () => 204;
  const { revision } = await world.store.gate('acme', endpointId);
  const healthy = { ...openGate, typical: 5, revision: revision + 1 };
  expect(await world.store.replaceGate('acme', endpointId, healthy)).toBe(true);
}

const operations: [string, number, () => Promise<() => Promise<unknown>>][] = [
  ['dispatch one event to one endpoint', 1, async () => () => dispatched(1)],
  [
    'deliver one event',
    0,
    async () => {
      await dispatched(1);
      return world.deliver;
    },
  ],
  [
    'deliver 10 events to one endpoint',
    0,
    async () => {
      await dispatched(10);
      return world.deliver;
    },
  ],
  [
    'try an endpoint that fails',
    1,
    async () => {
      await dispatched(1);
      receiver.answering = () => 500;
      return world.deliver;
    },
  ],
  [
    'skip an endpoint that is down',
    1,
    async () => {
      await dispatched(1);
      await bringDown();
      const asked = world.queued.splice(0).map((one) => ({ ...one, lane: 'ailing' as const }));
      world.queued.push(...asked);
      return world.deliver;
    },
  ],
];

async function bringDown(): Promise<void> {
  const gate = await world.store.gate('acme', endpointId);
  const now = world.clock.now();
  const down = { failures: 5, failingSince: now, downUntil: now + 60_000 };
  const changed = { ...gate, ...down, revision: gate.revision + 1 };
  expect(await world.store.replaceGate('acme', endpointId, changed)).toBe(true);
}

test.each(operations)(
  'to %s costs what docs/cost.md says',
  async (operation, messages, prepare) => {
    const received = receiver.received.length;
    const action = await prepare();
    const { readUnits, writeUnits } = await costOf(action);
    expect(world.queued).toHaveLength(messages);
    const sent = receiver.received.length - received;
    await recover();
    expect(rows.filter((row) => row.startsWith(`| ${operation} |`))).toEqual([
      `| ${operation} | ${readUnits} | ${writeUnits} | ${messages} | ${sent} |`,
    ]);
  },
);
