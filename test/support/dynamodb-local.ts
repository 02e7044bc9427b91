import type { TestProject } from 'vitest/node';
import { startDynamoDBLocal } from '#infra/local/dynamodb-local.ts';

declare module 'vitest' {
  interface ProvidedContext {
    dynamodbEndpoint: string;
  }
}

/** One DynamoDB Local for the whole run; every test file makes tables of its own in it. */
export async function setup(project: TestProject) {
  const dynamodb = await startDynamoDBLocal();
  project.provide('dynamodbEndpoint', dynamodb.endpoint);
  return async () => {
    await dynamodb.stop();
  };
}
