import * as z from 'zod/mini';
import { appPath, oneApp } from '#functions/cli/app-parameters.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { wholeNumber } from '#functions/cli/parameter.ts';
import { appSecretAnswer, MAX_SECRET_OVERLAP_HOURS } from '#shared/admin/app-contract.ts';

export const appRotateSecret = defineCommand({
  name: 'rotate-secret',
  summary: 'give an app a new secret',
  description: `Gives an app a new secret and shows it this once. For the overlap the old one is good as well, so that the app can
change when it suits; with --overlap-hours 0 the old one ends at once.`,
  arguments: oneApp.arguments,
  options: {
    ...oneApp.options,
    overlapHours: {
      schema: z.optional(wholeNumber(0, MAX_SECRET_OVERLAP_HOURS)),
      placeholder: 'N',
      summary: 'hours for which the old secret is good too (24)',
    },
  },
  example: {
    typed: '019cad45-2b10-7e3a-8c41-5d6e7f809a1b --tenant acme',
    printed: `The app Wiki has a new secret; 2 are live. It is shown this once:

  rollcall-app-not-a-secret-but-of-the-length-that-one-has`,
  },
  next: `see when the old one ends: ${PROGRAM} app show ID --tenant acme`,
  run: (admin, { id, tenant, ...body }) =>
    admin.post(appSecretAnswer, { path: appPath(tenant, id, 'secret'), body }),
  show: ({ name, secrets, clientSecret }) =>
    `The app ${name} has a new secret; ${secrets.length} ${secrets.length === 1 ? 'is' : 'are'} live. It is shown this once:

  ${clientSecret}`,
});
