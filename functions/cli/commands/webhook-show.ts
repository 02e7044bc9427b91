import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { oneWebhook, webhookPath } from '#functions/cli/webhook-parameters.ts';
import { type WebhookAnswer, webhookAnswer } from '#shared/admin/webhook-contract.ts';

export const webhookShow = defineCommand({
  name: 'show',
  summary: 'show one webhook with its keys',
  description:
    'Shows a webhook with its settings and its live keys; not their secrets, which nobody can show.',
  ...oneWebhook,
  example: {
    typed: '019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a --tenant acme',
    printed: `URL      https://hooks.example.com/rollcall
State    enabled
Types    user.created,user.deactivated
Signing  v1
Limits   10 at once, 50 in a second
Order    none
Key      019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5b, live until it is replaced`,
  },
  next: `give it a new key: ${PROGRAM} webhook rotate ID --tenant acme`,
  run: (admin, { id, tenant }) => admin.get(webhookAnswer, { path: webhookPath(tenant, id) }),
  show: (webhook) => alignColumns(rows(webhook)),
});

function rows(webhook: WebhookAnswer): string[][] {
  const { url, disabled, types, scheme, concurrency, perSecond, ordered, keys } = webhook;
  return [
    ['URL', url],
    ['State', disabled ? `disabled (${disabled.reason}) ${shownTime(disabled.at)}` : 'enabled'],
    ['Types', types?.join(',') ?? 'all'],
    ['Signing', scheme],
    ['Limits', `${concurrency} at once, ${perSecond} in a second`],
    ['Order', ordered ? 'of each user and group' : 'none'],
    ...keys.map(({ id, expiresAt, publicKey }) => [
      'Key',
      `${id}, live until ${expiresAt ? shownTime(expiresAt) : 'it is replaced'}${publicKey ? `, ${publicKey}` : ''}`,
    ]),
  ];
}
