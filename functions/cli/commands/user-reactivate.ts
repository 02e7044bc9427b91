import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { movedUser, moveUser } from '#functions/cli/user-parameters.ts';

export const userReactivate = defineCommand({
  name: 'reactivate',
  summary: 'let a user in again',
  description: `Activates a user. What was ended stays so: they have to sign in again. Of somebody whom their directory let go while
they were suspended, it lifts the suspension alone.`,
  ...movedUser,
  example: {
    typed: '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    printed: 'Reactivated ada@acme.example.',
  },
  next: `see what happened: ${PROGRAM} user timeline ID --tenant acme`,
  run: (admin, inputs) => moveUser(admin, 'reactivate', inputs),
  show: ({ userName, active }) =>
    active
      ? `Reactivated ${userName}.`
      : `The suspension of ${userName} is lifted. They stay out, as their directory has let them go meanwhile; reactivate them once more to let them in all the same.`,
});
