import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { oneUser, reasonOption, userPath } from '#functions/cli/user-parameters.ts';
import { userAnswer } from '#shared/admin/admin-contract.ts';

export const userStage = defineCommand({
  name: 'stage',
  summary: 'hold a user back until they join',
  description: `Puts a user on hold who has not joined yet, or who is to come back, and ends everything that they are signed in
with. They are activated by whoever provisions them, or by an administrator.`,
  arguments: {},
  options: { ...oneUser.options, ...reasonOption },
  example: {
    typed: '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    printed: 'Staged ada@acme.example.',
  },
  next: `let them in: ${PROGRAM} user reactivate --tenant acme --user ID`,
  run: (admin, { tenant, user, directory, reason }) =>
    admin.post(userAnswer, {
      path: userPath(tenant, user, 'stage'),
      query: { directory },
      body: { ...(reason !== undefined && { reason }) },
    }),
  show: ({ userName }) => `Staged ${userName}.`,
});
