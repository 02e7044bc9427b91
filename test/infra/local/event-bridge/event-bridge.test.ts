import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EventBridge } from '#infra/local/event-bridge/event-bridge.ts';
import { EventBuses } from '#infra/local/event-bridge/event-bus.ts';
import type { BusEvent } from '#infra/local/event-bridge/put-events.ts';

const NOW = Date.parse('2026-11-22T04:16:37.500Z');
const buses = new EventBuses(['bus']);
const warnings: string[] = [];
const seen: BusEvent[] = [];
const bridge = new EventBridge({ buses, now: () => NOW, warn: (line) => warnings.push(line) });
let client: EventBridgeClient;

beforeAll(async () => {
  buses.addRule({
    bus: 'bus',
    pattern: { source: ['rollcall'] },
    deliver: (event) => seen.push(event),
  });
  const endpoint = await bridge.listen();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new EventBridgeClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
});

afterAll(async () => {
  client.destroy();
  await bridge.stop();
});

beforeEach(() => {
  warnings.length = 0;
  seen.length = 0;
});

const ENTRY = {
  EventBusName: 'bus',
  Source: 'rollcall',
  DetailType: 'user.created',
  Detail: '{"a":1}',
};

function put(...Entries: Record<string, unknown>[]) {
  return client.send(new PutEventsCommand({ Entries }));
}

describe('PutEvents', () => {
  test('takes an event and gives it to the rules that want it', async () => {
    const { FailedEntryCount, Entries } = await put(
      { ...ENTRY, Time: new Date(NOW - 60_000), Resources: ['arn:x'] },
      { ...ENTRY, Source: 'other' },
    );
    expect(FailedEntryCount).toBe(0);
    expect(seen).toEqual([
      {
        version: '0',
        id: Entries?.[0]?.EventId,
        'detail-type': 'user.created',
        source: 'rollcall',
        account: '000000000000',
        time: '2026-11-22T04:15:37Z',
        region: 'us-east-1',
        resources: ['arn:x'],
        detail: { a: 1 },
      },
    ]);
  });

  test('takes a bus by its ARN', async () => {
    await put({ ...ENTRY, EventBusName: 'arn:aws:events:us-east-1:000000000000:event-bus/bus' });
    expect(seen).toHaveLength(1);
  });

  test.each([
    [
      'an unknown bus',
      { EventBusName: 'buss' },
      'ResourceNotFoundException',
      'Event bus buss does not exist.',
    ],
    [
      'the default bus, which the app has not',
      { EventBusName: undefined },
      'ResourceNotFoundException',
      'default',
    ],
    ['no source', { Source: undefined }, 'InvalidArgument', 'Source is a required argument'],
    ['no detail type', { DetailType: '' }, 'InvalidArgument', 'DetailType is a required argument'],
    ['no detail', { Detail: undefined }, 'InvalidArgument', 'Detail is a required argument'],
    ['a long detail type', { DetailType: 'x'.repeat(129) }, 'InvalidArgument', 'longer than 128'],
    ['a long source', { Source: 'x'.repeat(257) }, 'InvalidArgument', 'longer than 256'],
    [
      'the source of a service',
      { Source: 'aws.s3' },
      'NotAuthorizedForSourceException',
      'Not authorized',
    ],
    ['detail that is no JSON', { Detail: '{' }, 'MalformedDetail', 'malformed'],
    ['detail that is no object', { Detail: '[1]' }, 'MalformedDetail', 'malformed'],
  ])(
    'fails the entry with %s, and no other, and says so on the terminal',
    async (_, change, code, message) => {
      const answer = await put(ENTRY, { ...ENTRY, ...change });
      expect(answer.FailedEntryCount).toBe(1);
      expect(answer.Entries?.[0]?.EventId).toBeDefined();
      expect(answer.Entries?.[1]).toEqual({
        ErrorCode: code,
        ErrorMessage: expect.stringContaining(message),
      });
      expect(seen).toHaveLength(1);
      expect(warnings).toEqual([expect.stringContaining(code)]);
    },
  );

  test.each([
    ['no entries', [], /length between 1 and 10/],
    ['eleven entries', Array.from({ length: 11 }, () => ENTRY), /length between 1 and 10/],
    [
      'more than 1 MB in all',
      Array.from({ length: 5 }, () => ({ ...ENTRY, Detail: `{"a":"${'x'.repeat(210_000)}"}` })),
      /over the limit/,
    ],
  ])('refuses a call with %s', async (_, entries, message) => {
    await expect(put(...entries)).rejects.toThrow(message);
    expect(seen).toHaveLength(0);
  });
});

test('a call to anything else goes nowhere, and is told', async () => {
  await expect(client.send(new ListRulesCommand({}))).rejects.toThrow(/no stand-in/);
  expect(warnings).toEqual(['A function called AWSEvents.ListRules, which has no stand-in here.']);
});
