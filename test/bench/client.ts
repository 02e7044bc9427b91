import { Readable } from 'node:stream';
import { BatchGetItemCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { median } from './median.ts';

const ROUNDS = 60;
const CALLS = 50;
const BATCH = 20;

const options = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench', sessionToken: 'x'.repeat(600) },
};
const Key = { pk: { S: 'T#acme#USER#019cad3c-5280-7a4f-b5a6-0d6c1f2e9a71' }, sk: { S: 'USER' } };
const item = {
  ...Key,
  version: { N: '3' },
  userName: { S: 'ada@acme.example' },
  emails: { L: [{ M: { value: { S: 'ada@acme.example' }, primary: { BOOL: true } } }] },
  name: { M: { givenName: { S: 'Ada' }, familyName: { S: 'Lovelace' } } },
};

const answers = {
  GetItem: { Item: item },
  [`BatchGetItem of ${BATCH}`]: { Responses: { bench: Array(BATCH).fill(item) } },
};
const calls: Record<string, (client: DynamoDBClient) => Promise<unknown>> = {
  GetItem: (client) => client.send(new GetItemCommand({ TableName: 'bench', Key })),
  [`BatchGetItem of ${BATCH}`]: (client) => {
    const Keys = Array.from({ length: BATCH }, () => Key);
    return client.send(new BatchGetItemCommand({ RequestItems: { bench: { Keys } } }));
  },
};

export interface ClientResult {
  operation: string;
  /** Median CPU of one call of the SDK's client as it comes, ms. */
  plain: number;
  /** Of the client that Rollcall uses. */
  lean: number;
}

/** What the SDK itself spends on a call: everything but the network, whose answer is made up. */
export async function benchClient(): Promise<ClientResult[]> {
  const results: ClientResult[] = [];
  for (const [operation, call] of Object.entries(calls)) {
    const answer = JSON.stringify(Object(answers)[operation]);
    const plain = answered(new DynamoDBClient(options), answer);
    const lean = answered(createDynamoDB(options), answer);
    const spent: { plain: number[]; lean: number[] } = { plain: [], lean: [] };
    // In turns, so that whatever else the machine does falls on both alike; the first half only warms up.
    for (let round = 0; round < 2 * ROUNDS; round += 1) {
      spent.plain.push(await cpuOf(() => call(plain)));
      spent.lean.push(await cpuOf(() => call(lean)));
    }
    const [plainCpu, leanCpu] = [spent.plain, spent.lean].map((all) => median(all.slice(ROUNDS)));
    results.push({ operation, plain: plainCpu ?? Number.NaN, lean: leanCpu ?? Number.NaN });
  }
  return results;
}

function answered(client: DynamoDBClient, answer: string): DynamoDBClient {
  client.config.requestHandler = {
    ...client.config.requestHandler,
    handle: async () => {
      const headers = { 'content-type': 'application/x-amz-json-1.0' };
      const body = Readable.from([Buffer.from(answer)]);
      return { response: { statusCode: 200, headers, body } };
    },
  };
  return client;
}

async function cpuOf(call: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let made = 0; made < CALLS; made += 1) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / CALLS;
}
