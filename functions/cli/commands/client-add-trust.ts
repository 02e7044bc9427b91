import { clientPath, oneClient, trustOptions } from '#functions/cli/client-parameters.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownClient } from '#functions/cli/shown-client.ts';
import { clientAnswer } from '#shared/admin/client-contract.ts';

export const clientAddTrust = defineCommand({
  name: 'add-trust',
  summary: 'let an OAuth client show assertions of an issuer',
  description: `Lets a client get tokens for assertions that an issuer signed for this subject and audience, in place of a
secret (RFC 7523; workload identity federation). Take the three from the provider, to the letter.`,
  arguments: oneClient.arguments,
  options: { ...oneClient.options, ...trustOptions },
  example: {
    typed:
      '019cad3f-1c40-7d2e-9b15-6e8f0a3c7d24 --tenant acme --directory okta --issuer https://issuer.example/v2.0 --subject provisioning --audience api://rollcall',
    printed: `Client id      019cad3f-1c40-7d2e-9b15-6e8f0a3c7d24
Token URL      http://127.0.0.1:8787/oauth2/acme/okta/token
SCIM base URL  http://127.0.0.1:8787/scim/v2
Scope          full
Access tokens  60 minutes
Secret 019cad3f-1c41-7c02-9d11-4f0b9e7a6c35: live until 2027-03-02T09:00:00Z
Trust 019cad40-6110-7b3e-8f52-1a2b3c4d5e6f:
  issuer    https://issuer.example/v2.0
  subject   provisioning
  audience  api://rollcall
  keys      as its OpenID configuration says`,
  },
  next: `take it back: ${PROGRAM} client remove-trust CLIENT ID --tenant acme --directory okta`,
  run: (admin, { client, tenant, directory, ...body }) =>
    admin.post(clientAnswer, {
      path: clientPath(tenant, directory, client, 'trusts'),
      body,
    }),
  show: shownClient,
});
