import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { movedUser, moveUser } from '#functions/cli/user-parameters.ts';

export const userDeactivate = defineCommand({
  name: 'deactivate',
  summary: 'lock a user out',
  description: `Deactivates a user and ends everything that they are signed in with, in one write. An identity provider that
pushes the user may activate them again.`,
  ...movedUser,
  example: {
    typed: '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    printed: 'Deactivated ada@acme.example.',
  },
  next: `let them in again: ${PROGRAM} user reactivate --tenant acme --user ID`,
  run: (admin, inputs) => moveUser(admin, 'deactivate', inputs),
  show: ({ userName }) => `Deactivated ${userName}.`,
});
