import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { oneWebhook, webhookPath } from '#functions/cli/webhook-parameters.ts';

const answer = z.object({ eventId: z.string() });

export const webhookTest = defineCommand({
  name: 'test',
  summary: 'send a test event',
  description:
    'Sends an event of the type webhook.test to one webhook alone, whatever types it asks for. It is signed, tried again\nand logged like any other.',
  ...oneWebhook,
  example: {
    typed: '019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a --tenant acme',
    printed: 'A test is on its way: event 019cad41-4e5f-7a63-8d10-2c3b4a596877.0',
  },
  next: `see what became of it: ${PROGRAM} webhook deliveries ID --tenant acme`,
  run: (admin, { id, tenant }) =>
    admin.post(answer, { path: webhookPath(tenant, id, 'test'), body: {} }),
  show: ({ eventId }) => `A test is on its way: event ${eventId}`,
});
