import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Clock, systemClock } from '#infra/local/clock.ts';
import { HttpApi } from '#infra/local/http-api/http-api.ts';
import { type Queues, startQueues } from '#infra/local/queue/queues.ts';
import { type Stack, startStack } from '#infra/local/stack/stack.ts';
import { LOCAL_CREDENTIALS } from '#infra/local/stack/surroundings.ts';
import { parseStackTemplate } from '#infra/local/template/cloud-assembly.ts';
import { eventually } from '../eventually.ts';
import { type Resources, SMALL_APP, writeSmallAppCode } from './small-app.ts';

const dynamodb = { endpoint: inject('dynamodbEndpoint'), pid: undefined };
let folder = '';
let assets = new Map<string, string>();
let queues: Queues;
let httpApi: HttpApi;
let stop = new AbortController();
let stack: Stack | undefined;
let lines: string[] = [];
let ahead = 0;

/** Time as it is, until a test sets it forward. */
const clock: Clock = {
  now: () => Date.now() + ahead,
  sleep: (milliseconds, signal) => systemClock.sleep(Math.min(milliseconds, 50), signal),
};

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rollcall-'));
  assets = writeSmallAppCode(folder);
});

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  lines = [];
  ahead = 0;
  stop = new AbortController();
  queues = await startQueues();
  httpApi = new HttpApi({ adminToken: 't' });
  await httpApi.listen(0);
});

afterEach(async () => {
  stop.abort();
  await stack?.stop();
  stack = undefined;
  await httpApi.stop();
  await queues.stop();
});

/** Starts the small app, with some of its resources changed. */
async function start(change: (resources: Resources) => void = () => {}): Promise<string> {
  const app = structuredClone(SMALL_APP);
  const tableName = `small-${randomUUID()}`;
  Object.assign(app.Resources['Table']?.Properties ?? {}, { TableName: tableName });
  change(app.Resources);
  const assembly = { stacks: [parseStackTemplate('Small', app)], assets };
  stack = await startStack(assembly, {
    dynamodb: { ...dynamodb, exited: new Promise(() => {}), stop: async () => {} },
    queues,
    httpApi,
    clock,
    terminal: {
      warn: (line) => lines.push(`warning: ${line}`),
      functionLog: (title, _, line) => lines.push(`${title}: ${line}`),
    },
    dataFolder: undefined,
    environment: {},
    signal: stop.signal,
  });
  return tableName;
}

describe('an app', () => {
  test('runs as it is wired: table, stream, bus, rule, queue, schedule and HTTP API', async () => {
    const TableName = await start();
    const watched: unknown[] = [];
    stack?.watchBuses(({ detail }) => watched.push(detail));
    const client = new DynamoDBClient({
      ...dynamodb,
      region: 'us-east-1',
      credentials: LOCAL_CREDENTIALS,
    });
    await client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'one' } } }));
    const expected = ['Relay: relayed 0', 'Listener: heard {"id":"one"}', 'Worker: worked one'];
    await eventually(() => lines.toSorted()).toEqual(expected.toSorted());
    expect(watched).toEqual([{ id: 'one' }]);

    const response = await fetch(`${stack?.template.output('Endpoint')}/things/7`);
    expect([response.status, await response.text()]).toEqual([200, '/things/7']);

    ahead = 61_000;
    await eventually(() => lines.at(-1)).toBe('Tick: ticked Scheduled Event');
    ahead += 60_000;
    await eventually(() => lines.filter((line) => line.startsWith('Tick:')).length).toBe(2);
  });

  test.each<[string, (resources: Resources) => void, RegExp]>([
    [
      'a resource without a stand-in',
      (resources) => Object.assign(resources, { Topic: { Type: 'AWS::SNS::Topic' } }),
      /no stand-in in infra\/local: Small\/Topic \(AWS::SNS::Topic\)/,
    ],
    [
      'a function whose code cannot be loaded',
      (resources) => setProperty(resources, 'Tick', 'Handler', 'index.hendler'),
      /Tick cannot be loaded: Runtime.HandlerNotFound/,
    ],
    [
      'a rule on a bus that is not there',
      (resources) => setProperty(resources, 'Rule', 'EventBusName', 'other'),
      /Rule is on the bus other, which does not exist/,
    ],
    [
      'a wrong pattern',
      (resources) => setProperty(resources, 'Rule', 'EventPattern', { source: 'small' }),
      /event pattern must be an object/,
    ],
    [
      'a queue that shows messages again while they are worked on',
      (resources) => setProperty(resources, 'Work', 'VisibilityTimeout', 5),
      /Work hides a message for 5 s, less than the 10 s that Worker may take/,
    ],
    [
      'a mapping without a source',
      (resources) =>
        setProperty(resources, 'WorkerMapping', 'EventSourceArn', 'arn:aws:sqs:x:y:gone'),
      /WorkerMapping reads arn:aws:sqs:x:y:gone, which does not exist/,
    ],
    [
      'a redrive to a queue that is not there',
      (resources) =>
        setProperty(resources, 'Work', 'RedrivePolicy', {
          deadLetterTargetArn: 'gone',
          maxReceiveCount: 1,
        }),
      /Work redrives to gone, which does not exist/,
    ],
  ])('with %s does not start', async (_, change, message) => {
    await expect(start(change)).rejects.toThrow(message);
  });
});

function setProperty(resources: Resources, logicalId: string, name: string, value: unknown): void {
  const resource = resources[logicalId];
  if (!resource) throw new Error(`There is no ${logicalId}.`);
  resource.Properties = { ...resource.Properties, [name]: value };
}
