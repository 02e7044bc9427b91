import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { lifecyclePorts } from '#functions/adapters/dynamodb/lifecycle-ports.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createSendMessage } from '#functions/adapters/sqs/send-message.ts';
import { readLifecycleStepConfig } from '#functions/lifecycle-step/config.ts';
import { lifecycleStep } from '#functions/lifecycle-step/lifecycle-step.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { system } from '#functions/runtime/system.ts';

const config = readLifecycleStepConfig();
const table = createTable(createDynamoDB(awsOptions(config, 'DYNAMODB')), config.TABLE_NAME);
const send = createSendMessage(awsOptions(config, 'SQS'), system);

export const handler = lifecycleStep(lifecyclePorts(table, system), (body) =>
  send(config.STEPS_QUEUE_URL, body),
);
