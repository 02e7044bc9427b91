import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { oneUser, reasonOption, userPath } from '#functions/cli/user-parameters.ts';
import { userAnswer } from '#shared/admin/admin-contract.ts';

export const userDeactivate = defineCommand({
  name: 'deactivate',
  summary: 'lock a user out',
  description: `Deactivates a user and ends everything that they are signed in with, in one write. An identity provider that
pushes the user may activate them again.`,
  arguments: {},
  options: { ...oneUser.options, ...reasonOption },
  example: {
    typed: '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    printed: 'Deactivated ada@acme.example.',
  },
  next: `let them in again: ${PROGRAM} user reactivate --tenant acme --user ID`,
  run: (admin, { tenant, user, directory, reason }) =>
    admin.post(userAnswer, {
      path: userPath(tenant, user, 'deactivate'),
      query: { directory },
      body: { ...(reason !== undefined && { reason }) },
    }),
  show: ({ userName }) => `Deactivated ${userName}.`,
});
