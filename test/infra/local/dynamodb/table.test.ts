import { randomUUID } from 'node:crypto';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { expect, inject, test } from 'vitest';
import { ensureTable } from '#infra/local/dynamodb/table.ts';
import type { Resource } from '#infra/local/template/template.ts';
import { localResource } from '../local-resource.ts';

const client = new DynamoDBClient({
  endpoint: inject('dynamodbEndpoint'),
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
const hash = (AttributeName: string) => [{ AttributeName, KeyType: 'HASH' }];

const PROPERTIES = {
  AttributeDefinitions: [attribute('pk')],
  BillingMode: 'PAY_PER_REQUEST',
  DeletionProtectionEnabled: true,
  KeySchema: hash('pk'),
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  SSESpecification: { SSEEnabled: true },
  StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
};

const index = (name: string, NonKeyAttributes?: string[]) => ({
  IndexName: name,
  KeySchema: hash(`${name}pk`),
  Projection: NonKeyAttributes
    ? { ProjectionType: 'INCLUDE', NonKeyAttributes }
    : { ProjectionType: 'KEYS_ONLY' },
});

const withIndexes = (...indexes: ReturnType<typeof index>[]) => ({
  ...PROPERTIES,
  AttributeDefinitions: ['pk', ...indexes.map(({ IndexName }) => `${IndexName}pk`)].map(attribute),
  GlobalSecondaryIndexes: indexes,
});

function table(name: string, properties: Record<string, unknown>): Resource {
  return { ...localResource('AWS::DynamoDB::Table', properties), name };
}

async function describe(TableName: string) {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const indexes = Table?.GlobalSecondaryIndexes?.map(({ IndexName, Projection }) => [
    IndexName,
    Projection?.NonKeyAttributes,
  ]);
  return { ...Table, indexes: indexes?.toSorted() };
}

test('a table gets its keys, indexes, stream, TTL and protection', async () => {
  const name = `table-${randomUUID()}`;
  const made = await ensureTable(
    client,
    table(name, withIndexes(index('aaa'), index('bbb', ['x']))),
  );
  const seen = await describe(name);
  expect(seen.KeySchema).toEqual(PROPERTIES.KeySchema);
  expect(seen.indexes).toEqual([
    ['aaa', undefined],
    ['bbb', ['x']],
  ]);
  expect(seen.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_IMAGE' });
  expect(seen.DeletionProtectionEnabled).toBe(true);
  expect(made.localStreamArn).toBe(seen.LatestStreamArn);
  const ttl = await client.send(new DescribeTimeToLiveCommand({ TableName: name }));
  expect(ttl.TimeToLiveDescription).toEqual({
    AttributeName: 'expiresAt',
    TimeToLiveStatus: 'ENABLED',
  });
});

test('a table that was kept gets the indexes of today', async () => {
  const name = `table-${randomUUID()}`;
  const before = await ensureTable(client, table(name, withIndexes(index('aaa'), index('bbb'))));
  const again = await ensureTable(
    client,
    table(name, withIndexes(index('bbb', ['x']), index('ccc'))),
  );
  expect((await describe(name)).indexes).toEqual([
    ['bbb', ['x']],
    ['ccc', undefined],
  ]);
  expect(again.localStreamArn).toBe(before.localStreamArn);
});

test('a table that was kept with other keys stops the start', async () => {
  const name = `table-${randomUUID()}`;
  await ensureTable(client, table(name, PROPERTIES));
  const other = { ...PROPERTIES, AttributeDefinitions: [attribute('id')], KeySchema: hash('id') };
  await expect(ensureTable(client, table(name, other))).rejects.toThrow(
    /other keys.*ROLLCALL_DATA/,
  );
});

test('a property without a stand-in stops the start', async () => {
  const resource = table('none', { ...PROPERTIES, LocalSecondaryIndexes: [] });
  await expect(ensureTable(client, resource)).rejects.toThrow(/LocalSecondaryIndexes/);
});
