import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { type AppAnswer, appsAnswer } from '#shared/admin/app-contract.ts';

export const appList = defineCommand({
  name: 'list',
  summary: 'list the apps of a tenant',
  description: 'Lists the apps that sign people in for a tenant, oldest first.',
  arguments: {},
  options: { tenant: tenantOption },
  example: {
    typed: '--tenant acme',
    printed: `ID                                    NAME  TYPE          TOKENS  CREATED
019cad45-2b10-7e3a-8c41-5d6e7f809a1b  Wiki  confidential  jwt     2026-03-02T09:00:00Z`,
  },
  next: `look at one: ${PROGRAM} app show ID --tenant acme`,
  run: (admin, { tenant }) => admin.get(appsAnswer, { path: ['tenants', tenant, 'apps'] }),
  show: ({ apps }, { tenant }) =>
    apps.length === 0
      ? `${tenant} has no apps. Create one: ${PROGRAM} app create --tenant ${tenant} --name NAME --redirect-uris URL`
      : alignColumns([['ID', 'NAME', 'TYPE', 'TOKENS', 'CREATED'], ...apps.map(row)]),
});

function row({ clientId, name, type, accessTokenFormat, createdAt }: AppAnswer): string[] {
  return [clientId, name, type, accessTokenFormat, shownTime(createdAt)];
}
