import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createDeclarationStore } from '#functions/adapters/dynamodb/declaration-store.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { createOutbox } from '#functions/adapters/dynamodb/outbox.ts';
import { createPublicationLog } from '#functions/adapters/dynamodb/publication-log.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import { readAdminConfig } from '#functions/admin/config.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { httpHandler } from '#functions/runtime/http-handler.ts';
import { logError } from '#functions/runtime/log.ts';
import { system } from '#functions/runtime/system.ts';
import { createAdminApi } from '#shared/admin/create-admin-api.ts';

const config = readAdminConfig();
const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);

export const handler = httpHandler(
  createAdminApi({
    ...system,
    tenancy: createTenancyStore(table),
    identity: createIdentityStore(table, system.clock),
    declarations: createDeclarationStore(table),
    feed: { log: createPublicationLog(table, system), outbox: createOutbox(table) },
    report: (error, requestId) => logError('An admin request failed.', error, { requestId }),
  }),
);
