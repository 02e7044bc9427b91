import { createAsyncRequestStore } from '#functions/adapters/dynamodb/async-request-store.ts';
import { createBrakeStore } from '#functions/adapters/dynamodb/brake-store.ts';
import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { credentialReads } from '#functions/adapters/dynamodb/credential-reads.ts';
import { createCursorSecret } from '#functions/adapters/dynamodb/cursor-secret.ts';
import { declarationReads } from '#functions/adapters/dynamodb/declaration-store.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { permitStore } from '#functions/adapters/dynamodb/permit-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { asyncMessage } from '#functions/adapters/sqs/async-message.ts';
import { createSendMessage } from '#functions/adapters/sqs/send-message.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { httpHandler } from '#functions/runtime/http-handler.ts';
import { logError } from '#functions/runtime/log.ts';
import { logHeldDeparture } from '#functions/runtime/log-held-departure.ts';
import { system } from '#functions/runtime/system.ts';
import { readScimApiConfig } from '#functions/scim-api/config.ts';
import { createDepartureGuard } from '#shared/lifecycle/guard-departures.ts';
import { createScimApi } from '#shared/scim-api/create-scim-api.ts';
import { createAuthenticate } from '#shared/tenancy/authenticate.ts';
import { createRateLimiter } from '#shared/tenancy/create-rate-limiter.ts';

const config = readScimApiConfig();
const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);
const store = createIdentityStore(table, system.clock);
const credentials = credentialReads(table);
const send = createSendMessage(awsOptions(config, 'SQS'), system);

export const handler = httpHandler(
  createScimApi({
    ports: { ...system, store },
    authenticate: createAuthenticate({ ...system, store: credentials }),
    rateLimiter: createRateLimiter({ store: permitStore(table), clock: system.clock }),
    declarations: declarationReads(table),
    cursorSecret: createCursorSecret(table),
    guardDepartures: createDepartureGuard({
      ...system,
      brakes: createBrakeStore(table),
      store,
      refused: logHeldDeparture,
    }),
    asyncRequests: {
      ...createAsyncRequestStore(table, system.clock),
      handOn: (owner, txn) => send(config.ASYNC_QUEUE_URL, asyncMessage(owner, txn)),
    },
    report: (error, requestId) => logError('A SCIM request failed.', error, { requestId }),
  }),
);
