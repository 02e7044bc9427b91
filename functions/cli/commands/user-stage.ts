import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { movedUser, moveUser } from '#functions/cli/user-parameters.ts';

export const userStage = defineCommand({
  name: 'stage',
  summary: 'hold a user back until they join',
  description: `Puts a user on hold who has not joined yet, or who is to come back, and ends everything that they are signed in
with. They are activated by whoever provisions them, or by an administrator.`,
  ...movedUser,
  example: {
    typed: '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    printed: 'Staged ada@acme.example.',
  },
  next: `let them in: ${PROGRAM} user reactivate --tenant acme --user ID`,
  run: (admin, inputs) => moveUser(admin, 'stage', inputs),
  show: ({ userName }) => `Staged ${userName}.`,
});
