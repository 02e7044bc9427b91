import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { MAX_BYTES, publishTo } from '#functions/adapters/eventbridge/publish-to.ts';
import { exampleEvent } from '#shared/events/contract/example-event.ts';
import type { EventEnvelope } from '#shared/events/envelope.ts';
import { startServer, type TestServer } from '../../cli/support/test-server.ts';

type Sent = { Entries: { Detail: string; EventBusName: string }[] };

let server: TestServer;
let answer: (sent: Sent) => Response;
beforeAll(async () => {
  server = await startServer(({ body }) => answer(JSON.parse(body)));
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
  answer = ({ Entries }) => accepted(Entries.map(() => ({ EventId: 'e' })));
});

const accepted = (Entries: object[]) =>
  Response.json(
    { FailedEntryCount: 0, Entries },
    { headers: { 'content-type': 'application/x-amz-json-1.1' } },
  );

const event = (n: number, userName = 'ada'): EventEnvelope => ({
  ...exampleEvent('user.deactivated'),
  id: `event-${n}`,
  data: { userName, active: false, changed: [] },
});

const publish = (events: EventEnvelope[]) => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new EventBridgeClient({
    endpoint: server.origin,
    region: 'eu-west-1',
    credentials,
    maxAttempts: 1,
  });
  return publishTo(client, 'the-bus')(events);
};

const calls = () =>
  server.received.map(({ body }) =>
    (JSON.parse(body) as Sent).Entries.map(({ Detail }) => JSON.parse(Detail).id as string),
  );

test('events go in calls of ten, in order', async () => {
  const events = Array.from({ length: 23 }, (_, n) => event(n));
  expect(await publish(events)).toEqual(events.map(() => undefined));
  expect(calls().map(({ length }) => length)).toEqual([10, 10, 3]);
  expect(calls().flat()).toEqual(events.map(({ id }) => id));
});

test('no call is larger than the bus takes', async () => {
  const events = Array.from({ length: 12 }, (_, n) => event(n, 'é'.repeat(MAX_BYTES / 8)));
  await publish(events);
  expect(calls().flat()).toEqual(events.map(({ id }) => id));
  for (const { body } of server.received) {
    const details = (JSON.parse(body) as Sent).Entries.map(({ Detail }) =>
      Buffer.byteLength(Detail),
    );
    expect(details.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MAX_BYTES);
    expect(details.length).toBeGreaterThan(1);
  }
});

test('each entry is looked at: a call succeeds that takes none of them', async () => {
  answer = () =>
    accepted([
      { EventId: 'e' },
      { ErrorCode: 'ThrottlingException' },
      { ErrorCode: 'MalformedDetail' },
    ]);
  expect(await publish([event(1), event(2), event(3), event(4)])).toEqual([
    undefined,
    { code: 'ThrottlingException', permanent: false },
    { code: 'MalformedDetail', permanent: true },
    { code: 'NoAnswer', permanent: false },
  ]);
});

test('one that spoils a whole call is found, and spoils no other', async () => {
  answer = ({ Entries }) =>
    Entries.some(({ Detail }) => Detail.includes('event-2'))
      ? Response.json({ __type: 'ValidationException', message: 'no' }, { status: 400 })
      : accepted(Entries.map(() => ({ EventId: 'e' })));
  expect(await publish([event(1), event(2), event(3)])).toEqual([
    undefined,
    { code: 'ValidationException', permanent: true },
    undefined,
  ]);
});

test('a bus that is out of reach is worth another attempt', async () => {
  answer = () => Response.json({ __type: 'InternalException' }, { status: 500 });
  expect(await publish([event(1), event(2)])).toEqual([
    expect.objectContaining({ permanent: false }),
    expect.objectContaining({ permanent: false }),
  ]);
  expect(server.received).toHaveLength(1);
});
