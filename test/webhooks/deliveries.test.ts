import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openGate } from '#shared/webhooks/gate.ts';
import { isSignedBy } from '#shared/webhooks/signature.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { sampleEvent } from './support/sample-event.ts';
import { createWebhookWorld, type WebhookWorld } from './support/webhook-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let world: WebhookWorld;
let receiver: Receiver;

beforeEach(async () => {
  [world, receiver] = await Promise.all([createWebhookWorld(), startReceiver()]);
});
afterEach(() => receiver.close());

const idsOf = ({ received }: Receiver) => received.map(({ id }) => id);

async function onlyDelivery(endpointId: string) {
  const [delivery] = await world.store.deliveries('acme', endpointId, { limit: 5 });
  if (!delivery) throw new Error('There is no delivery.');
  return delivery;
}

describe('an event', () => {
  test('arrives signed, whole and under its own id, at every endpoint that wants it', async () => {
    const [all, some, none] = await Promise.all([
      world.endpoint(receiver.url),
      world.endpoint(`${receiver.url}?some`, { types: ['user.created'], scheme: 'v1a' }),
      world.endpoint(`${receiver.url}?none`, { types: ['user.deleted'] }),
    ]);
    await world.endpoint(receiver.url, { tenantId: 'globex' });
    const event = sampleEvent();
    expect(await world.dispatch(event)).toEqual([true]);
    await world.deliver();
    expect(receiver.received).toHaveLength(2);
    for (const { id, headers, body } of receiver.received) {
      expect(id).toBe(event.id);
      expect(headers['content-type']).toBe('application/json');
      expect(JSON.parse(body)).toEqual({ type: event.type, timestamp: event.time, data: event });
    }
    const signed = (scheme: string) =>
      receiver.received.find(({ headers }) =>
        headers['webhook-signature']?.startsWith(`${scheme},`),
      );
    const [v1, v1a] = [signed('v1'), signed('v1a')];
    expect(new Webhook(all.secret).verify(v1?.body ?? '', { ...v1?.headers })).toBeTruthy();
    const message = {
      id: event.id,
      timestamp: Number(v1a?.headers['webhook-timestamp']),
      body: v1a?.body ?? '',
    };
    const header = v1a?.headers['webhook-signature'] ?? '';
    expect(await isSignedBy(some.secret, message, header)).toBe(true);
    expect(await onlyDelivery(all.endpoint.id)).toMatchObject({ state: 'delivered', attempts: 1 });
    expect(await world.store.deliveries('acme', none.endpoint.id, { limit: 5 })).toEqual([]);
  });

  test('is delivered once however often it is dispatched and asked for', async () => {
    await world.endpoint(receiver.url);
    const event = sampleEvent();
    await world.dispatch(event, event);
    await world.dispatch(event);
    const again = [...world.queued];
    await world.deliver();
    world.queued.push(...again);
    await world.deliver();
    expect(idsOf(receiver)).toEqual([event.id]);
  });

  test('whose message is lost is found by the sweep', async () => {
    await world.endpoint(receiver.url);
    await world.dispatch(sampleEvent());
    world.queued.length = 0;
    await world.pass(9 * MINUTE);
    expect(receiver.received).toEqual([]);
    await world.pass(2 * MINUTE);
    expect(receiver.received).toHaveLength(1);
  });
});

describe('a receiver that fails', () => {
  test.each([
    ['answers 500', () => ({ status: 500, body: 'token=abc and bad luck' })],
    ['redirects', () => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' } })],
    ['hangs', () => undefined],
  ])('and %s is tried ten times in about 72 hours, and given up on', async (_, answering) => {
    receiver.answering = answering;
    if (answering() === undefined) world.patience.set(receiver.url, 200);
    const { endpoint } = await world.endpoint(receiver.url);
    await world.dispatch(sampleEvent());
    const began = world.clock.now();
    await world.deliver();
    await world.pass(82 * HOUR);
    const delivery = await onlyDelivery(endpoint.id);
    expect(delivery).toMatchObject({ state: 'failed', reason: 'exhausted', attempts: 10 });
    const times = delivery.log.map(({ at }) => (at - began) / HOUR);
    expect(times.at(-1)).toBeGreaterThan(60);
    expect(times.at(-1)).toBeLessThan(82);
    expect(idsOf(receiver)).toEqual(Array.from({ length: 10 }, () => delivery.event.id));
    expect(JSON.stringify(delivery.log)).not.toContain('abc');
  });

  test('gets new time and signature with each attempt, the id stays', async () => {
    receiver.answering = () => 503;
    const { secret } = await world.endpoint(receiver.url);
    await world.dispatch(sampleEvent());
    await world.deliver();
    world.wallClock.offset += 1_000;
    await world.pass(MINUTE);
    const [first, second] = receiver.received;
    expect(second?.id).toBe(first?.id);
    expect(second?.headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp']);
    expect(second?.headers['webhook-signature']).not.toBe(first?.headers['webhook-signature']);
    for (const { body, headers } of receiver.received)
      new Webhook(secret).verify(body, { ...headers });
  });

  test('and asks for patience gets it', async () => {
    receiver.answering = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    await world.endpoint(receiver.url);
    await world.dispatch(sampleEvent());
    await world.deliver();
    await world.pass(58 * MINUTE);
    expect(receiver.received).toHaveLength(1);
    await world.pass(3 * MINUTE);
    expect(receiver.received).toHaveLength(2);
  });

  test('and is there again has the event', async () => {
    receiver.answering = () => (receiver.received.length < 4 ? 500 : 200);
    const { endpoint } = await world.endpoint(receiver.url);
    await world.dispatch(sampleEvent());
    await world.deliver();
    await world.pass(5 * HOUR);
    expect(await onlyDelivery(endpoint.id)).toMatchObject({ state: 'delivered', attempts: 4 });
    expect((await world.store.gate('acme', endpoint.id)).failures).toBe(0);
  });

  test('answers 410: it is disabled, told of, and not asked again', async () => {
    receiver.answering = () => 410;
    const { endpoint } = await world.endpoint(receiver.url);
    await world.dispatch(sampleEvent());
    await world.deliver();
    expect(await onlyDelivery(endpoint.id)).toMatchObject({ state: 'failed', reason: 'gone' });
    const disabled = await world.store.endpoint('acme', endpoint.id);
    expect(disabled?.disabled?.reason).toBe('gone');
    const rows = await world.table.query({
      pk: `T#acme#TYPE#WEBHOOK#${endpoint.id}`,
      prefix: 'EVENT#',
    });
    expect(rows.map((row) => JSON.parse(row['record']?.S ?? ''))).toMatchObject([
      { happenings: [{ type: 'webhook.disabled', data: { reason: 'gone' } }], version: 2 },
    ]);
    await world.dispatch(sampleEvent(1));
    await world.deliver();
    expect(receiver.received).toHaveLength(1);
  });

  test('answers without an end: the first bytes are kept', async () => {
    receiver.answering = () => ({ status: 500, body: 'no '.repeat(1_000_000) });
    const { endpoint } = await world.endpoint(receiver.url);
    await world.dispatch(sampleEvent());
    await world.deliver();
    const { log } = await onlyDelivery(endpoint.id);
    expect(log[0]).toMatchObject({ status: 500, outcome: 'failure' });
    expect(log[0]?.detail).toHaveLength(512);
  });

  test('for five days and nothing else is disabled; one success in between starts anew', async () => {
    receiver.answering = () => 500;
    const { endpoint } = await world.endpoint(receiver.url);
    for (let day = 0; day < 5; day += 1) {
      receiver.answering = () => (day === 0 ? 500 : receiver.received.length % 7 === 0 ? 200 : 500);
      await world.dispatch(sampleEvent(day));
      await world.deliver();
      await world.pass(DAY);
    }
    expect((await world.store.endpoint('acme', endpoint.id))?.disabled).toBeUndefined();
    receiver.answering = () => 500;
    for (let day = 5; day < 12; day += 1) {
      await world.dispatch(sampleEvent(day));
      await world.deliver();
      await world.pass(DAY);
    }
    const after = await world.store.endpoint('acme', endpoint.id);
    expect(after?.disabled?.reason).toBe('failing');
    expect(await onlyDelivery(endpoint.id)).toMatchObject({ state: 'failed', reason: 'disabled' });
  });
});

describe('one dead endpoint among ten', () => {
  test('costs the others nothing, and is spared what is known to fail', async () => {
    const dead = await startReceiver(() => undefined);
    const { endpoint } = await world.endpoint(dead.url);
    world.patience.set(dead.url, 200);
    for (let index = 0; index < 9; index += 1) await world.endpoint(`${receiver.url}?${index}`);
    const events = Array.from({ length: 8 }, (_, index) => sampleEvent(index));
    for (const event of events) {
      await world.dispatch(event);
      await world.deliver();
    }
    expect(receiver.received).toHaveLength(9 * events.length);
    const { failures } = await world.store.gate('acme', endpoint.id);
    expect(failures).toBe(5);
    expect(dead.received).toHaveLength(failures);
    // What is known to fail is asked for in the other line alone.
    const waiting = world.queued.filter(({ endpointId }) => endpointId === endpoint.id);
    expect(new Set(waiting.map(({ lane }) => lane))).toEqual(new Set(['ailing']));
    dead.answering = () => 200;
    world.patience.clear();
    await world.pass(10 * MINUTE);
    expect(new Set(idsOf(dead)).size).toBe(events.length);
    await dead.close();
  });
});

describe('rate and concurrency', () => {
  test('hold back what is too much for the endpoint, for later', async () => {
    const { endpoint } = await world.endpoint(receiver.url, { concurrency: 2, perSecond: 5 });
    const known = { ...openGate, typical: 5, revision: 1 };
    await world.store.replaceGate('acme', endpoint.id, known);
    const events = Array.from({ length: 20 }, (_, index) => sampleEvent(index));
    await world.dispatch(...events);
    await world.deliver();
    expect(receiver.received.length).toBeLessThanOrEqual(10);
    await world.pass(20_000);
    expect(idsOf(receiver).toSorted()).toEqual(events.map(({ id }) => id).toSorted());
  });
});
