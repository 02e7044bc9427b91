import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { createPlannedStore } from '#functions/adapters/dynamodb/planned-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { readRollForwardConfig } from '#functions/roll-forward/config.ts';
import { rollForward } from '#functions/roll-forward/roll-forward.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { system } from '#functions/runtime/system.ts';

const config = readRollForwardConfig();
const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);

export const handler = rollForward({
  ...system,
  store: createIdentityStore(table, system.clock),
  planned: createPlannedStore(table),
});
