import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { oneUser, userPath } from '#functions/cli/user-parameters.ts';

export const lifecycleLift = defineCommand({
  name: 'lift',
  summary: 'lift what keeps the policy off somebody',
  description: 'Lifts a hold; the next run looks at the user like at everybody else.',
  arguments: {},
  options: oneUser.options,
  example: {
    typed: '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    printed: 'Lifted.',
  },
  next: `see whom it concerns now: ${PROGRAM} lifecycle preview --tenant acme`,
  run: async (admin, { tenant, user, directory }) => {
    await admin.delete({ path: userPath(tenant, user, 'hold'), query: { directory } });
    return { id: user, hold: null };
  },
  show: () => 'Lifted.',
});
