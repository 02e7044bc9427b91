import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import {
  oneWebhook,
  repeatAll,
  sinceOption,
  webhookPath,
} from '#functions/cli/webhook-parameters.ts';

export const webhookRecover = defineCommand({
  name: 'recover',
  summary: 'send again what has failed',
  description:
    'Sends once more what was given up on of the events since a time, each under the id that it had.',
  arguments: oneWebhook.arguments,
  options: { ...oneWebhook.options, since: sinceOption },
  example: {
    typed: '019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a --tenant acme --since 2026-03-01T00:00:00Z',
    printed: '0 events are on their way again.',
  },
  next: `see what became of them: ${PROGRAM} webhook deliveries ID --tenant acme`,
  run: (admin, { id, tenant, since }) =>
    repeatAll(admin, webhookPath(tenant, id, 'recover'), since),
  show: ({ count }) => `${count} events are on their way again.`,
});
