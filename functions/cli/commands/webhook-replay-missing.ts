import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import {
  oneWebhook,
  repeatAll,
  sinceOption,
  webhookPath,
} from '#functions/cli/webhook-parameters.ts';

export const webhookReplayMissing = defineCommand({
  name: 'replay-missing',
  summary: 'send what was never sent',
  description:
    'Sends the events since a time that the webhook asks for and that were never on their way to it: those from before it\nwas created, or while it was disabled. Events are kept for 90 days.',
  arguments: oneWebhook.arguments,
  options: { ...oneWebhook.options, since: sinceOption },
  example: {
    typed: '019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a --tenant acme --since 2026-03-01T00:00:00Z',
    printed: '2 events are on their way.',
  },
  next: `see what became of them: ${PROGRAM} webhook deliveries ID --tenant acme`,
  run: (admin, { id, tenant, since }) =>
    repeatAll(admin, webhookPath(tenant, id, 'replay-missing'), since),
  show: ({ count }) => `${count} events are on their way.`,
});
