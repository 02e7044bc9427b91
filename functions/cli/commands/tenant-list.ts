import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { tenantsAnswer } from '#shared/admin/admin-contract.ts';

export const tenantList = defineCommand({
  name: 'list',
  summary: 'list the tenants',
  description:
    'Lists the tenants of this deployment, in order of name. A new one may take a moment to appear.',
  arguments: {},
  options: {},
  example: {
    typed: '',
    printed: `NAME  CREATED
acme  2026-03-02T09:00:00Z`,
  },
  next: `look into one: ${PROGRAM} directory list --tenant acme`,
  run: (admin) => admin.get(tenantsAnswer, { path: ['tenants'] }),
  show: ({ tenants }) =>
    tenants.length === 0
      ? `There are no tenants yet. Create one: ${PROGRAM} tenant create acme`
      : alignColumns([
          ['NAME', 'CREATED'],
          ...tenants.map(({ name, createdAt }) => [name, shownTime(createdAt)]),
        ]),
});
