import { setTimeout as delay } from 'node:timers/promises';
import {
  type AttributeDefinition,
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type GlobalSecondaryIndexDescription,
  type KeySchemaElement,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { StartError } from '../start-error.ts';
import { parseProperties } from '../template/properties.ts';
import type { Resource } from '../template/template.ts';
import { type TableProperties, tableProperties } from './table-properties.ts';

/** An index over much data takes its time. */
const SETTLE_PATIENCE_MILLISECONDS = 60_000;

/** A table of the template, in DynamoDB Local. */
export interface LocalTable {
  readonly resource: Resource;
  /** ARN by which DynamoDB Local knows the table's stream. */
  readonly localStreamArn: string | undefined;
}

/**
 * Creates a table, or brings one that was kept to what the template says of its indexes and TTL.
 *
 * @throws StartError when the kept table has other keys or another stream, which no update can change.
 */
export async function ensureTable(client: DynamoDBClient, resource: Resource): Promise<LocalTable> {
  const properties = parseProperties(resource, tableProperties);
  const kept = await describe(client, resource.name);
  if (kept) await adapt(client, resource.name, kept, properties);
  else await create(client, resource.name, properties);
  await ensureTimeToLive(client, resource.name, properties);
  const table = await describe(client, resource.name);
  return { resource, localStreamArn: table?.LatestStreamArn };
}

async function describe(
  client: DynamoDBClient,
  TableName: string,
): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function create(
  client: DynamoDBClient,
  TableName: string,
  properties: TableProperties,
): Promise<void> {
  const { StreamSpecification, GlobalSecondaryIndexes } = properties;
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: properties.KeySchema,
      AttributeDefinitions: properties.AttributeDefinitions,
      BillingMode: properties.BillingMode,
      DeletionProtectionEnabled: properties.DeletionProtectionEnabled,
      ...(GlobalSecondaryIndexes.length > 0 && {
        GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(toIndex),
      }),
      ...(StreamSpecification && {
        StreamSpecification: { StreamEnabled: true, ...StreamSpecification },
      }),
    }),
  );
}

async function adapt(
  client: DynamoDBClient,
  TableName: string,
  kept: TableDescription,
  properties: TableProperties,
): Promise<void> {
  const isSame =
    shape(kept.KeySchema) === shape(properties.KeySchema) &&
    kept.StreamSpecification?.StreamViewType === properties.StreamSpecification?.StreamViewType;
  if (!isSame) {
    throw new StartError(
      `The data that was kept has a table ${TableName} with other keys or another stream. Delete the folder, or choose another with ROLLCALL_DATA.`,
    );
  }
  const { AttributeDefinitions } = properties;
  const wanted = new Map(properties.GlobalSecondaryIndexes.map((one) => [indexShape(one), one]));
  const present = new Set(kept.GlobalSecondaryIndexes?.map(indexShape));
  for (const index of kept.GlobalSecondaryIndexes ?? []) {
    if (wanted.has(indexShape(index))) continue;
    const Delete = { IndexName: index.IndexName };
    await updateIndex(client, TableName, AttributeDefinitions, { Delete });
  }
  for (const [name, index] of wanted) {
    if (present.has(name)) continue;
    await updateIndex(client, TableName, AttributeDefinitions, { Create: toIndex(index) });
  }
}

async function updateIndex(
  client: DynamoDBClient,
  TableName: string,
  AttributeDefinitions: AttributeDefinition[],
  update: { Create: GlobalSecondaryIndex } | { Delete: { IndexName: string | undefined } },
): Promise<void> {
  await client.send(
    new UpdateTableCommand({
      TableName,
      AttributeDefinitions,
      GlobalSecondaryIndexUpdates: [update],
    }),
  );
  await untilSettled(client, TableName);
}

/** One index at a time can be made or taken away, and that goes on after the call. */
async function untilSettled(client: DynamoDBClient, TableName: string): Promise<void> {
  const deadline = performance.now() + SETTLE_PATIENCE_MILLISECONDS;
  while (performance.now() < deadline) {
    const table = await describe(client, TableName);
    const indexes = table?.GlobalSecondaryIndexes ?? [];
    const isSettled = indexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE');
    if (isSettled && table?.TableStatus === 'ACTIVE') return;
    await delay(50);
  }
  throw new StartError(`An index of ${TableName} was not ready in time. Start again.`);
}

async function ensureTimeToLive(
  client: DynamoDBClient,
  TableName: string,
  { TimeToLiveSpecification }: TableProperties,
): Promise<void> {
  if (!TimeToLiveSpecification) return;
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  const isEnabled = TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED';
  if (isEnabled === TimeToLiveSpecification.Enabled) return;
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}

function toIndex(index: TableProperties['GlobalSecondaryIndexes'][number]): GlobalSecondaryIndex {
  const { NonKeyAttributes, ProjectionType } = index.Projection;
  return {
    ...index,
    Projection: { ProjectionType, ...(NonKeyAttributes && { NonKeyAttributes }) },
  };
}

type IndexShape = Pick<GlobalSecondaryIndexDescription, 'IndexName' | 'KeySchema' | 'Projection'>;

function shape(keys: readonly KeySchemaElement[] = []): string {
  return keys.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).join();
}

function indexShape({ IndexName, KeySchema, Projection }: IndexShape): string {
  const attributes = [...(Projection?.NonKeyAttributes ?? [])].sort().join();
  return [IndexName, shape(KeySchema), Projection?.ProjectionType, attributes].join('|');
}
