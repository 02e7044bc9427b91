import { clientPath, oneClient, trustIdArgument } from '#functions/cli/client-parameters.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';

export const clientRemoveTrust = defineCommand({
  name: 'remove-trust',
  summary: 'stop taking assertions of an issuer',
  description:
    'Removes a trust at once, and with it the access tokens that its assertions got; secrets are not touched.',
  arguments: { ...oneClient.arguments, id: trustIdArgument },
  options: oneClient.options,
  example: {
    typed:
      '019cad3f-1c40-7d2e-9b15-6e8f0a3c7d24 019cad40-6110-7b3e-8f52-1a2b3c4d5e6f --tenant acme --directory okta',
    printed:
      'Removed the trust 019cad40-6110-7b3e-8f52-1a2b3c4d5e6f from the client 019cad3f-1c40-7d2e-9b15-6e8f0a3c7d24.',
  },
  next: `see what is left: ${PROGRAM} client show CLIENT --tenant acme --directory okta`,
  run: async (admin, { client, id, tenant, directory }) => {
    await admin.delete({ path: clientPath(tenant, directory, client, 'trusts', id) });
    return { clientId: client, id, removed: true };
  },
  show: ({ clientId, id }) => `Removed the trust ${id} from the client ${clientId}.`,
});
