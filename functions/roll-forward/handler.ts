import { createBrakeStore } from '#functions/adapters/dynamodb/brake-store.ts';
import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { createPlannedStore } from '#functions/adapters/dynamodb/planned-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { readRollForwardConfig } from '#functions/roll-forward/config.ts';
import { rollForward } from '#functions/roll-forward/roll-forward.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { logHeldDeparture } from '#functions/runtime/log-held-departure.ts';
import { system } from '#functions/runtime/system.ts';
import { createDepartureGuard } from '#shared/lifecycle/guard-departures.ts';

const config = readRollForwardConfig();
const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);

const store = createIdentityStore(table, system.clock);

export const handler = rollForward({
  ...system,
  store,
  planned: createPlannedStore(table),
  guardDepartures: createDepartureGuard({
    ...system,
    brakes: createBrakeStore(table),
    store,
    refused: logHeldDeparture,
  }),
});
