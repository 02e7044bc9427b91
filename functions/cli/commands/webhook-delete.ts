import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { oneWebhook, webhookPath } from '#functions/cli/webhook-parameters.ts';

export const webhookDelete = defineCommand({
  name: 'delete',
  summary: 'delete a webhook',
  description: 'Deletes a webhook and its keys. What is on its way to it is given up on.',
  ...oneWebhook,
  example: {
    typed: '019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a --tenant acme',
    printed: 'Deleted the webhook 019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a of acme.',
  },
  next: `see what is left: ${PROGRAM} webhook list --tenant acme`,
  run: async (admin, { id, tenant }) => {
    await admin.delete({ path: webhookPath(tenant, id) });
    return { id, deleted: true };
  },
  show: ({ id }, { tenant }) => `Deleted the webhook ${id} of ${tenant}.`,
});
