import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { type Item, keyItem, S } from '#functions/adapters/dynamodb/attributes.ts';
import { createCoalescingReader } from '#functions/adapters/dynamodb/coalescing-reader.ts';
import type { Key } from '#functions/adapters/dynamodb/keys.ts';
import { translated } from '#functions/adapters/dynamodb/translate-error.ts';

/** One write of a transaction, and what it means when its condition does not hold. */
export interface Write {
  readonly item: TransactWriteItem;
  readonly refused?: () => Error;
}

export interface Range {
  readonly pk: string;
  readonly index?: 'collection' | 'member' | 'due';
  /** Condition on the sort key; one of these, or neither. */
  readonly prefix?: string;
  readonly between?: readonly [string, string];
  readonly after?: string;
  readonly limit?: number;
  readonly keysOnly?: boolean;
  readonly descending?: boolean;
}

/** Rows that one BatchWriteItem takes. */
const MAX_BATCH = 25;
const indexKeys = {
  collection: ['cpk', 'csk'],
  member: ['mpk', 'msk'],
  due: ['dpk', 'dsk'],
} as const;

/** The single table in the six ways in which it is used; errors come out as the domain's. */
export type Table = ReturnType<typeof createTable>;

export function createTable(client: DynamoDBClient, tableName: string) {
  const get = createCoalescingReader(client, tableName);

  async function query(range: Range): Promise<Item[]> {
    const items: Item[] = [];
    let start: Item | undefined;
    do {
      const { Items, LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: tableName,
          ...conditionOf(range),
          ...(range.limit && { Limit: range.limit - items.length }),
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      items.push(...(Items ?? []));
      start = LastEvaluatedKey;
    } while (start && (range.limit === undefined || items.length < range.limit));
    return items;
  }

  async function transact(writes: readonly Write[]): Promise<void> {
    const TransactItems = writes.map(({ item }) => item);
    // The same for every attempt of the SDK: one whose answer was lost is not taken for a second change.
    const ClientRequestToken = randomUUID();
    await client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }));
  }

  async function put(Item: Item, ConditionExpression: string, values?: Item): Promise<void> {
    const condition = { ConditionExpression, ExpressionAttributeValues: values };
    await client.send(new PutItemCommand({ TableName: tableName, Item, ...condition }));
  }

  async function update(
    key: Key,
    expression: string,
    values: Record<string, AttributeValue>,
    condition?: string,
  ): Promise<void> {
    await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: keyItem(key),
        UpdateExpression: expression,
        ExpressionAttributeValues: values,
        ...(condition && { ConditionExpression: condition }),
      }),
    );
  }

  async function writeAll(requests: readonly WriteRequest[]): Promise<void> {
    for (let start = 0; start < requests.length; start += MAX_BATCH) {
      let pending = requests.slice(start, start + MAX_BATCH);
      while (pending.length > 0) {
        const { UnprocessedItems } = await client.send(
          new BatchWriteItemCommand({ RequestItems: { [tableName]: [...pending] } }),
        );
        pending = UnprocessedItems?.[tableName] ?? [];
      }
    }
  }

  return {
    name: tableName,
    get: (key: Key) => translated(() => get(key)),
    query: (range: Range) => translated(() => query(range)),
    transact: (writes: readonly Write[]) => translated(() => transact(writes), writes),
    put: (...parameters: Parameters<typeof put>) => translated(() => put(...parameters)),
    update: (...parameters: Parameters<typeof update>) => translated(() => update(...parameters)),
    writeAll: (requests: readonly WriteRequest[]) => translated(() => writeAll(requests)),
  };
}

function conditionOf({ pk, index, prefix, between, after, keysOnly, descending }: Range) {
  const [hash, sort] = index ? indexKeys[index] : (['pk', 'sk'] as const);
  const values: Item = { ':pk': S(pk) };
  let condition = `${hash} = :pk`;
  if (prefix !== undefined) {
    condition += ` AND begins_with(${sort}, :prefix)`;
    values[':prefix'] = S(prefix);
  } else if (between) {
    condition += ` AND ${sort} BETWEEN :first AND :last`;
    values[':first'] = S(between[0]);
    values[':last'] = S(between[1]);
  } else if (after !== undefined) {
    condition += ` AND ${sort} > :after`;
    values[':after'] = S(after);
  }
  return {
    KeyConditionExpression: condition,
    ExpressionAttributeValues: values,
    ...(index ? { IndexName: index } : { ConsistentRead: true }),
    ...(keysOnly && { ProjectionExpression: 'pk, sk' }),
    ...(descending && { ScanIndexForward: false }),
  };
}
