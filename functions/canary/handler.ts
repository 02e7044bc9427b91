import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { canary } from '#functions/canary/canary.ts';
import { readCanaryConfig } from '#functions/canary/config.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { system } from '#functions/runtime/system.ts';

const config = readCanaryConfig();
const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);

export const handler = canary({ ...system, table });
