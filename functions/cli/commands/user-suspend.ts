import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { movedUser, moveUser } from '#functions/cli/user-parameters.ts';

export const userSuspend = defineCommand({
  name: 'suspend',
  summary: 'lock a user out until an administrator lets them in',
  description: `Suspends a user and ends everything that they are signed in with, in one write. No identity provider lifts the
suspension of an administrator: what it wants meanwhile counts once the suspension is lifted.`,
  ...movedUser,
  example: {
    typed: '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    printed: 'Suspended ada@acme.example.',
  },
  next: `let them in again: ${PROGRAM} user reactivate --tenant acme --user ID`,
  run: (admin, inputs) => moveUser(admin, 'suspend', inputs),
  show: ({ userName }) => `Suspended ${userName}.`,
});
