import { clientPath, oneClient } from '#functions/cli/client-parameters.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownClient } from '#functions/cli/shown-client.ts';
import { clientAnswer } from '#shared/admin/client-contract.ts';

export const clientShow = defineCommand({
  name: 'show',
  summary: 'show an OAuth client',
  description:
    'Shows where a client gets its tokens, and the ids of its secrets and trusts. Secrets themselves are kept\nnowhere.',
  ...oneClient,
  example: {
    typed: '019cad3f-1c40-7d2e-9b15-6e8f0a3c7d24 --tenant acme --directory okta',
    printed: `Client id      019cad3f-1c40-7d2e-9b15-6e8f0a3c7d24
Token URL      http://127.0.0.1:8787/oauth2/acme/okta/token
SCIM base URL  http://127.0.0.1:8787/scim/v2
Scope          full
Access tokens  60 minutes
Secret 019cad3f-1c41-7c02-9d11-4f0b9e7a6c35: live until 2027-03-02T09:00:00Z`,
  },
  next: `replace its secret: ${PROGRAM} client add-secret CLIENT --tenant acme --directory okta`,
  run: (admin, { client, tenant, directory }) =>
    admin.get(clientAnswer, { path: clientPath(tenant, directory, client) }),
  show: shownClient,
});
