import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import { createOutgoingHttp } from '#functions/adapters/outgoing-http/create-outgoing-http.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { httpHandler } from '#functions/runtime/http-handler.ts';
import { logError } from '#functions/runtime/log.ts';
import { system } from '#functions/runtime/system.ts';
import { readTokenEndpointConfig } from '#functions/token-endpoint/config.ts';
import { createTokenEndpoint } from '#shared/token-endpoint/create-token-endpoint.ts';
import { createIssuerKeys } from '#shared/token-endpoint/issuer-keys.ts';

const config = readTokenEndpointConfig();
const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);
const http = createOutgoingHttp({ local: config.OUTGOING_HTTP === 'local' });

export const handler = httpHandler(
  createTokenEndpoint({
    ...system,
    store: createTenancyStore(table),
    issuerKeys: createIssuerKeys({ http, clock: system.clock }),
    report: (error, requestId) => logError('A token request failed.', error, { requestId }),
  }),
);
