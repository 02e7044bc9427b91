import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { oneWebhook, webhookIdArgument, webhookPath } from '#functions/cli/webhook-parameters.ts';
import { deliveryAnswer } from '#shared/admin/webhook-contract.ts';

export const webhookResend = defineCommand({
  name: 'resend',
  summary: 'send one event again',
  description:
    'Sends an event of the last 30 days once more, whatever became of it, under the same id and with all its attempts\nbefore it.',
  arguments: {
    id: webhookIdArgument,
    event: {
      schema: z.string(),
      placeholder: 'EVENT',
      summary: 'the id of the event, as `webhook deliveries` shows it',
    },
  },
  options: oneWebhook.options,
  example: {
    typed:
      '019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a 019cad41-4e5f-7a63-8d10-2c3b4a596877.0 --tenant acme',
    printed: 'The event 019cad41-4e5f-7a63-8d10-2c3b4a596877.0 is on its way again.',
  },
  next: `see what became of it: ${PROGRAM} webhook deliveries ID --tenant acme`,
  run: (admin, { id, event, tenant }) =>
    admin.post(deliveryAnswer, {
      path: webhookPath(tenant, id, 'deliveries', event, 'resend'),
      body: {},
    }),
  show: ({ eventId }) => `The event ${eventId} is on its way again.`,
});
