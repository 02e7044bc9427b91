import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { userAnswer } from '#shared/admin/admin-contract.ts';

export const userInvite = defineCommand({
  name: 'invite',
  summary: 'let somebody sign in by their address',
  description: `Invites somebody: a staged user, whom their first sign-in with that address, verified by the identity provider, makes
active. An invitation is open for 14 days; invite again to prolong it. Nobody sends it: tell them yourself.`,
  arguments: {},
  options: {
    tenant: tenantOption,
    email: {
      schema: z.string().check(z.minLength(3, 'is no email address')),
      placeholder: 'ADDRESS',
      summary: 'their email address',
    },
  },
  example: {
    typed: '--tenant acme --email guest@partner.example',
    printed: 'Invited guest@partner.example.',
  },
  next: `see whether they came: ${PROGRAM} user links --tenant acme --user ID`,
  run: (admin, { tenant, email }) =>
    admin.post(userAnswer, { path: ['tenants', tenant, 'invitations'], body: { email } }),
  show: ({ userName }) => `Invited ${userName}.`,
});
