import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { inject } from 'vitest';
import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { tableDefinition } from './table-definition.ts';

export interface TestTable {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/** @param endpoint Of another DynamoDB Local than that of a run of tests. */
export function newClient(endpoint = inject('dynamodbEndpoint')): DynamoDBClient {
  return createDynamoDB({
    region: 'eu-west-1',
    endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}

/**
 * A new, empty table, in the DynamoDB Local of this run unless another is given. Without a stream: that emulator slows down with every
 * record it keeps in one, and whoever wants to read a stream makes a table for it.
 */
export async function newTable(endpoint?: string): Promise<TestTable> {
  const client = newClient(endpoint);
  const tableName = `test-${randomUUID()}`;
  const { StreamSpecification: _, ...definition } = tableDefinition;
  try {
    await client.send(new CreateTableCommand({ TableName: tableName, ...definition }));
  } catch (error) {
    // Nobody else knows the name: the answer to a first attempt was lost.
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  return { client, tableName };
}
