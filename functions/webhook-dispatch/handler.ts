import { queueingPorts } from '#functions/adapters/sqs/queueing-ports.ts';
import { readWebhookDispatchConfig } from '#functions/webhook-dispatch/config.ts';
import { webhookDispatch } from '#functions/webhook-dispatch/webhook-dispatch.ts';

export const handler = webhookDispatch(queueingPorts(readWebhookDispatchConfig()));
