import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { type WebhookAnswer, webhooksAnswer } from '#shared/admin/webhook-contract.ts';

export const webhookList = defineCommand({
  name: 'list',
  summary: 'list the webhooks of a tenant',
  description:
    'Lists the webhooks of a tenant: where events go, which, and whether they go at all.',
  arguments: {},
  options: { tenant: tenantOption },
  example: {
    typed: '--tenant acme',
    printed: `ID                                    STATE    TYPES                          URL
019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a  enabled  user.created,user.deactivated  https://hooks.example.com/rollcall`,
  },
  next: `see what became of events: ${PROGRAM} webhook deliveries ID --tenant acme`,
  run: (admin, { tenant }) => admin.get(webhooksAnswer, { path: ['tenants', tenant, 'webhooks'] }),
  show: ({ webhooks }, { tenant }) =>
    webhooks.length === 0
      ? `${tenant} has no webhooks. Create one: ${PROGRAM} webhook create --tenant ${tenant} --url https://...`
      : alignColumns([['ID', 'STATE', 'TYPES', 'URL'], ...webhooks.map(row)]),
});

function row({ id, disabled, types, url }: WebhookAnswer): string[] {
  const state = disabled ? `disabled (${disabled.reason})` : 'enabled';
  return [id, state, types?.join(',') ?? 'all', url];
}
