import { clientPath, oneClient, secretIdArgument } from '#functions/cli/client-parameters.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';

export const clientRevokeSecret = defineCommand({
  name: 'revoke-secret',
  summary: 'take a secret back from an OAuth client',
  description:
    'Revokes a secret at once, and with it the access tokens that it was good for; those of other secrets live on.',
  arguments: { ...oneClient.arguments, id: secretIdArgument },
  options: oneClient.options,
  example: {
    typed:
      '019cad3f-1c40-7d2e-9b15-6e8f0a3c7d24 019cad3f-1c41-7c02-9d11-4f0b9e7a6c35 --tenant acme --directory okta',
    printed:
      'Revoked the secret 019cad3f-1c41-7c02-9d11-4f0b9e7a6c35 of the client 019cad3f-1c40-7d2e-9b15-6e8f0a3c7d24.',
  },
  next: `see what is left: ${PROGRAM} client show CLIENT --tenant acme --directory okta`,
  run: async (admin, { client, id, tenant, directory }) => {
    await admin.delete({ path: clientPath(tenant, directory, client, 'secrets', id) });
    return { clientId: client, id, revoked: true };
  },
  show: ({ clientId, id }) => `Revoked the secret ${id} of the client ${clientId}.`,
});
