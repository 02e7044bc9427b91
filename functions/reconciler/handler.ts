import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createOutbox } from '#functions/adapters/dynamodb/outbox.ts';
import { createPublicationLog } from '#functions/adapters/dynamodb/publication-log.ts';
import { createReckoningStore } from '#functions/adapters/dynamodb/reckoning-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import { createEventBridge } from '#functions/adapters/eventbridge/client.ts';
import { publishTo } from '#functions/adapters/eventbridge/publish-to.ts';
import { readReconcilerConfig } from '#functions/reconciler/config.ts';
import { reconcile } from '#functions/reconciler/reconcile.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { system } from '#functions/runtime/system.ts';

const config = readReconcilerConfig();
const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);
const bus = createEventBridge(awsOptions(config, 'EVENTBRIDGE'));

export const handler = reconcile({
  ...system,
  tenancy: createTenancyStore(table),
  outbox: createOutbox(table),
  reckonings: createReckoningStore(table),
  log: createPublicationLog(table, system),
  publish: publishTo(bus, config.EVENT_BUS_NAME),
});
