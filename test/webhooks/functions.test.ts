import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { webhookDelivery } from '#functions/webhook-delivery/webhook-delivery.ts';
import { webhookDispatch } from '#functions/webhook-dispatch/webhook-dispatch.ts';
import { webhookSweep } from '#functions/webhook-sweep/webhook-sweep.ts';
import type { SecretOwner } from '#shared/kernel/secret-box.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { sampleEvent } from './support/sample-event.ts';
import { createWebhookWorld, type WebhookWorld } from './support/webhook-world.ts';

let world: WebhookWorld;
let receiver: Receiver;

beforeEach(async () => {
  [world, receiver] = await Promise.all([createWebhookWorld(), startReceiver()]);
});
afterEach(() => receiver.close());

/** Messages as SQS hands them over; their ids are their places. */
function batch(...bodies: string[]): SQSEvent {
  const record = (body: string, index: number): SQSRecord => ({
    messageId: String(index),
    body,
    receiptHandle: '',
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: '',
  });
  return { Records: bodies.map(record) };
}

const failed = (...places: number[]) => ({
  batchItemFailures: places.map((place) => ({ itemIdentifier: String(place) })),
});

test('dispatch and delivery take what is right, and give back what is not', async () => {
  await world.endpoint(receiver.url);
  const dispatch = webhookDispatch(world.ports);
  const events = [JSON.stringify(sampleEvent()), '{"id":"x"}', 'no JSON'];
  expect(await dispatch(batch(...events))).toEqual(failed(1, 2));
  const deliver = webhookDelivery(world.ports);
  const asked = world.queued.splice(0).map((message) => JSON.stringify(message));
  expect(await deliver(batch('no JSON', ...asked, '{}'))).toEqual(failed(0, 2));
  expect(receiver.received.map(({ id }) => id)).toEqual([sampleEvent().id]);
});

test('what this side cannot do comes again, of this endpoint alone', async () => {
  const broken = await world.endpoint(`${receiver.url}?broken`);
  const whole = await world.endpoint(receiver.url);
  await world.dispatch(sampleEvent());
  const secretBox = {
    ...world.secretBox,
    open: (owner: SecretOwner, sealed: string) =>
      owner.id === broken.endpoint.id
        ? Promise.reject(new Error('KMS is away.'))
        : world.secretBox.open(owner, sealed),
  };
  const asked = world.queued.splice(0);
  const deliver = webhookDelivery({ ...world.ports, secretBox });
  const place = asked.findIndex(({ endpointId }) => endpointId === broken.endpoint.id);
  const bodies = asked.map((message) => JSON.stringify(message));
  expect(await deliver(batch(...bodies))).toEqual(failed(place));
  expect(receiver.received).toHaveLength(1);
  const [delivery] = await world.store.deliveries('acme', whole.endpoint.id, { limit: 1 });
  expect(delivery?.state).toBe('delivered');
  const [waiting] = await world.store.deliveries('acme', broken.endpoint.id, { limit: 1 });
  expect(waiting).toMatchObject({ state: 'pending', attempts: 0 });
});

test('events that the queue does not take come again', async () => {
  await world.endpoint(receiver.url);
  const queue = { reach: 900_000, send: () => Promise.reject(new Error('SQS is away.')) };
  const dispatch = webhookDispatch({ ...world.ports, queue });
  expect(await dispatch(batch(JSON.stringify(sampleEvent())))).toEqual(failed(0));
});

test('the sweep goes on as long as there is something and time', async () => {
  await world.endpoint(receiver.url);
  await world.dispatch(sampleEvent(), sampleEvent(1));
  world.queued.length = 0;
  world.clock.offset += 3_600_000;
  await webhookSweep(world.ports)({}, { getRemainingTimeInMillis: () => 60_000 });
  expect(world.queued).toHaveLength(2);
  await webhookSweep(world.ports)({}, { getRemainingTimeInMillis: () => 60_000 });
  expect(world.queued).toHaveLength(2);
});
