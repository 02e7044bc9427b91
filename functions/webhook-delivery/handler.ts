import { createEventHistory } from '#functions/adapters/dynamodb/event-history.ts';
import { createSecretBox } from '#functions/adapters/kms/secret-box.ts';
import { createOutgoingHttp } from '#functions/adapters/outgoing-http/create-outgoing-http.ts';
import { queueingPorts } from '#functions/adapters/sqs/queueing-ports.ts';
import { awsOptions } from '#functions/runtime/aws-environment.ts';
import { system } from '#functions/runtime/system.ts';
import { readWebhookDeliveryConfig } from '#functions/webhook-delivery/config.ts';
import { webhookDelivery } from '#functions/webhook-delivery/webhook-delivery.ts';

const config = readWebhookDeliveryConfig();
const { table, ...queueing } = queueingPorts(config);

export const handler = webhookDelivery({
  ...queueing,
  newId: system.newId,
  sleep: system.sleep,
  random: system.random,
  wallClock: system.clock,
  history: createEventHistory(table),
  secretBox: createSecretBox(awsOptions(config, 'KMS'), config.SECRETS_KEY_ARN, system.clock),
  outgoingHttp: createOutgoingHttp({ local: config.OUTGOING_HTTP === 'local' }),
});
