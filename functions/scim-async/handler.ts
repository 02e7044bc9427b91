import { createAsyncRequestStore } from '#functions/adapters/dynamodb/async-request-store.ts';
import { createBrakeStore } from '#functions/adapters/dynamodb/brake-store.ts';
import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { credentialReads } from '#functions/adapters/dynamodb/credential-reads.ts';
import { createCursorSecret } from '#functions/adapters/dynamodb/cursor-secret.ts';
import { declarationReads } from '#functions/adapters/dynamodb/declaration-store.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { logError } from '#functions/runtime/log.ts';
import { logHeldDeparture } from '#functions/runtime/log-held-departure.ts';
import { system } from '#functions/runtime/system.ts';
import { readScimAsyncConfig } from '#functions/scim-async/config.ts';
import { scimAsync } from '#functions/scim-async/scim-async.ts';
import { createDepartureGuard } from '#shared/lifecycle/guard-departures.ts';
import { createAsyncPerformer } from '#shared/scim-api/async/perform-async-request.ts';

const config = readScimAsyncConfig();
const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);
const store = createIdentityStore(table, system.clock);

const perform = createAsyncPerformer({
  ports: { ...system, store },
  declarations: declarationReads(table),
  cursorSecret: createCursorSecret(table),
  guardDepartures: createDepartureGuard({
    ...system,
    brakes: createBrakeStore(table),
    store,
    refused: logHeldDeparture,
  }),
  tokens: credentialReads(table),
  requests: createAsyncRequestStore(table, system.clock),
  report: (error, requestId) => logError('An operation failed.', error, { requestId }),
});

export const handler = scimAsync(perform, system.clock);
