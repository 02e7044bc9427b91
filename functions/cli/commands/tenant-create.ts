import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { nameArgument } from '#functions/cli/tenancy-parameters.ts';
import { tenantAnswer } from '#shared/admin/admin-contract.ts';

export const tenantCreate = defineCommand({
  name: 'create',
  summary: 'create a tenant',
  description:
    'Creates a tenant. Its name is its id from then on, in URLs and events, and cannot be changed.',
  arguments: { name: nameArgument },
  options: {},
  example: {
    typed: 'acme',
    printed: 'Created the tenant acme.',
  },
  next: `give it a directory: ${PROGRAM} directory create okta --tenant acme --dialect okta`,
  run: (admin, { name }) => admin.post(tenantAnswer, { path: ['tenants'], body: { name } }),
  show: ({ name }) => `Created the tenant ${name}.`,
});
