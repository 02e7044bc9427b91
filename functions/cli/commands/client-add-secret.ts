import * as z from 'zod/mini';
import { clientPath, oneClient } from '#functions/cli/client-parameters.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { wholeNumber } from '#functions/cli/parameter.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { MAX_TOKEN_DAYS } from '#shared/admin/admin-contract.ts';
import { issuedSecretAnswer } from '#shared/admin/client-contract.ts';

export const clientAddSecret = defineCommand({
  name: 'add-secret',
  summary: 'give an OAuth client another secret',
  description: `Makes a second secret and shows it this once. A client has at most two live ones, so that one can be
replaced without a gap: add the second, enter it at the provider, revoke the first.`,
  arguments: oneClient.arguments,
  options: {
    ...oneClient.options,
    expiresInDays: {
      schema: z.optional(wholeNumber(1, MAX_TOKEN_DAYS)),
      placeholder: 'N',
      summary: 'days until it expires (365)',
    },
  },
  example: {
    typed: '019cad3f-1c40-7d2e-9b15-6e8f0a3c7d24 --tenant acme --directory okta',
    printed: `This secret is good until 2027-03-02T09:00:00Z. It is shown this once:

  rollcall-client-not-a-secret-but-of-the-length-that-one-has`,
  },
  next: `once the provider has it: ${PROGRAM} client revoke-secret CLIENT ID --tenant acme --directory okta`,
  run: (admin, { client, tenant, directory, expiresInDays }) =>
    admin.post(issuedSecretAnswer, {
      path: clientPath(tenant, directory, client, 'secrets'),
      body: { expiresInDays },
    }),
  show: ({ clientSecret, expiresAt }) =>
    `This secret is good until ${shownTime(expiresAt)}. It is shown this once:

  ${clientSecret}`,
});
