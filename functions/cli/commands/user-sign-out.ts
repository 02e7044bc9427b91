import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { oneUser, userPath } from '#functions/cli/user-parameters.ts';
import { userAnswer } from '#shared/admin/admin-contract.ts';

export const userSignOut = defineCommand({
  name: 'sign-out',
  summary: 'end all sessions and tokens of a user',
  description: `Ends everything that a user is signed in with, everywhere: the next request with a cookie, refresh token or opaque
access token is refused. They may sign in again.`,
  ...oneUser,
  example: {
    typed: '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    printed: 'Signed ada@acme.example out everywhere.',
  },
  next: `see what happened: ${PROGRAM} user timeline ID --tenant acme`,
  run: (admin, { tenant, user, directory }) =>
    admin.post(userAnswer, {
      path: userPath(tenant, user, 'sign-out'),
      query: { directory },
      body: {},
    }),
  show: ({ userName }) => `Signed ${userName} out everywhere.`,
});
