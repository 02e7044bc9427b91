import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { oneWebhook, webhookPath } from '#functions/cli/webhook-parameters.ts';
import { webhookAnswer } from '#shared/admin/webhook-contract.ts';

export const webhookDisable = defineCommand({
  name: 'disable',
  summary: 'send nothing for the time being',
  description:
    'Disables a webhook. What is on its way is given up on when its time comes; `webhook recover` and `webhook\nreplay-missing` make up for it.',
  ...oneWebhook,
  example: {
    typed: '019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a --tenant acme',
    printed: 'Disabled the webhook 019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a.',
  },
  next: `enable it again: ${PROGRAM} webhook enable ID --tenant acme`,
  run: (admin, { id, tenant }) =>
    admin.post(webhookAnswer, { path: webhookPath(tenant, id, 'disable'), body: {} }),
  show: ({ id }) => `Disabled the webhook ${id}.`,
});
