import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { newTable, type TestTable } from '../../../support/new-table.ts';

const item = {
  pk: { S: 'a#"\\\u2028é🙂' },
  sk: { S: 'ITEM' },
  version: { N: '12345678901234567890' },
  none: { NULL: true },
  tags: { SS: ['x', 'y'] },
  nested: { M: { list: { L: [{ BOOL: false }, { M: { __proto__x: { S: '' } } }] } } },
};
const Key = { pk: item.pk, sk: item.sk };

let client: TestTable['client'];
let TableName: string;

beforeAll(async () => {
  ({ client, tableName: TableName } = await newTable());
  await client.send(new PutItemCommand({ TableName, Item: item }));
});

describe('the lean DynamoDB client', () => {
  it('writes and reads items as they are', async () => {
    const got = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    expect(got.Item).toEqual(item);
    const queried = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': item.pk },
        ConsistentRead: true,
      }),
    );
    expect(queried.Items).toEqual([item]);
    const batch = await client.send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Key] } } }),
    );
    expect(batch.Responses?.[TableName]).toEqual([item]);
  });

  it('throws the SDK’s own errors, with the item that was in the way', async () => {
    const put = new PutItemCommand({
      TableName,
      Item: item,
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const error = await client.send(put).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect(error).toMatchObject({ Item: item, $fault: 'client' });
  });

  it('tells which write of a transaction was refused', async () => {
    const Put = { TableName, Item: item };
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    const other = { ...Put, Item: { ...item, sk: { S: 'OTHER' } } };
    const error = await client
      .send(
        new TransactWriteItemsCommand({
          TransactItems: [{ Put: other }, { Put: { ...Put, ...condition } }],
        }),
      )
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TransactionCanceledException);
    const codes =
      error instanceof TransactionCanceledException &&
      error.CancellationReasons?.map(({ Code }) => Code);
    expect(codes).toEqual(['None', 'ConditionalCheckFailed']);
  });

  it('keeps the answers of parallel calls apart', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `P${index}`);
    await Promise.all(
      names.map((sk) =>
        client.send(new PutItemCommand({ TableName, Item: { ...item, sk: { S: sk } } })),
      ),
    );
    const found = await Promise.all(
      names.map((sk) =>
        client.send(new GetItemCommand({ TableName, Key: { pk: item.pk, sk: { S: sk } } })),
      ),
    );
    expect(found.map(({ Item }) => Item?.['sk']?.S)).toEqual(names);
  });

  it('refuses binary values instead of storing something else', async () => {
    const Item = { ...item, sk: { S: 'BINARY' }, photo: { B: new Uint8Array([1, 2, 3]) } };
    const refused = client.send(new PutItemCommand({ TableName, Item }));
    await expect(refused).rejects.toBeInstanceOf(DynamoDBServiceException);
  });

  it('has put off the middleware that costs and does nothing here', () => {
    const names = client.middlewareStack.identify().join();
    expect(names).toContain('retryMiddleware');
    expect(names).not.toMatch(/loggerMiddleware|getUserAgentMiddleware/);
  });
});
