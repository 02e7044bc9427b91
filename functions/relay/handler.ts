import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createPublicationLog } from '#functions/adapters/dynamodb/publication-log.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createEventBridge } from '#functions/adapters/eventbridge/client.ts';
import { publishTo } from '#functions/adapters/eventbridge/publish-to.ts';
import { readRelayConfig } from '#functions/relay/config.ts';
import { relay } from '#functions/relay/relay.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { system } from '#functions/runtime/system.ts';

const config = readRelayConfig();
const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);
const bus = createEventBridge(awsOptions(config, 'EVENTBRIDGE'));

export const handler = relay({
  publish: publishTo(bus, config.EVENT_BUS_NAME),
  log: createPublicationLog(table, system),
});
