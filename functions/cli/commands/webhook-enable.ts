import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { oneWebhook, webhookPath } from '#functions/cli/webhook-parameters.ts';
import { webhookAnswer } from '#shared/admin/webhook-contract.ts';

export const webhookEnable = defineCommand({
  name: 'enable',
  summary: 'send events again',
  description:
    'Enables a webhook, whoever disabled it. Events from now on are sent; those from before are not, unless they are\nasked for.',
  ...oneWebhook,
  example: {
    typed: '019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a --tenant acme',
    printed: 'Enabled the webhook 019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a.',
  },
  next: `make up for what it missed: ${PROGRAM} webhook recover ID --tenant acme --since TIME`,
  run: (admin, { id, tenant }) =>
    admin.post(webhookAnswer, { path: webhookPath(tenant, id, 'enable'), body: {} }),
  show: ({ id }) => `Enabled the webhook ${id}.`,
});
