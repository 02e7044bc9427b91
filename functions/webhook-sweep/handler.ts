import { queueingPorts } from '#functions/adapters/sqs/queueing-ports.ts';
import { readWebhookSweepConfig } from '#functions/webhook-sweep/config.ts';
import { webhookSweep } from '#functions/webhook-sweep/webhook-sweep.ts';

export const handler = webhookSweep(queueingPorts(readWebhookSweepConfig()));
