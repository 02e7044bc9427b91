import { clientPath, oneClient } from '#functions/cli/client-parameters.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';

export const clientDelete = defineCommand({
  name: 'delete',
  summary: 'delete an OAuth client',
  description:
    'Deletes a client with its secrets and trusts, and ends all of its access tokens at once. It cannot be undone.',
  ...oneClient,
  example: {
    typed: '019cad3f-1c40-7d2e-9b15-6e8f0a3c7d24 --tenant acme --directory okta',
    printed:
      'Deleted the client 019cad3f-1c40-7d2e-9b15-6e8f0a3c7d24 of the directory okta of acme.',
  },
  next: `see what is left: ${PROGRAM} client list --tenant acme --directory okta`,
  run: async (admin, { client, tenant, directory }) => {
    await admin.delete({ path: clientPath(tenant, directory, client) });
    return { clientId: client, deleted: true };
  },
  show: ({ clientId }, { tenant, directory }) =>
    `Deleted the client ${clientId} of the directory ${directory} of ${tenant}.`,
});
