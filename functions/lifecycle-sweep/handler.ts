import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createLifecycleStore } from '#functions/adapters/dynamodb/lifecycle-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import { createSendMessage } from '#functions/adapters/sqs/send-message.ts';
import { readLifecycleSweepConfig } from '#functions/lifecycle-sweep/config.ts';
import { lifecycleSweep } from '#functions/lifecycle-sweep/lifecycle-sweep.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { system } from '#functions/runtime/system.ts';

const config = readLifecycleSweepConfig();
const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);
const send = createSendMessage(awsOptions(config, 'SQS'), system);

export const handler = lifecycleSweep({
  tenancy: createTenancyStore(table),
  lifecycle: createLifecycleStore(table, system.clock),
  clock: system.clock,
  handOn: (body) => send(config.STEPS_QUEUE_URL, body),
});
