import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { oneUser, userPath } from '#functions/cli/user-parameters.ts';
import { holdAnswer } from '#shared/admin/lifecycle-contract.ts';

export const lifecycleHold = defineCommand({
  name: 'hold',
  summary: 'keep the policy off somebody',
  description: `Keeps every policy off a user, such as for a legal hold, until it is lifted. What directories and administrators do to
the user it does not keep off.`,
  arguments: {},
  options: {
    ...oneUser.options,
    reason: {
      schema: z.string().check(z.minLength(1, 'is empty'), z.maxLength(256)),
      placeholder: 'TEXT',
      summary: 'why, for whoever asks later',
    },
  },
  example: {
    typed: '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610 --reason litigation',
    printed: 'No policy touches 019cad3e-a1f0-7c31-9e02-5b7f44d8c610 until that is lifted.',
  },
  next: `lift it: ${PROGRAM} lifecycle lift --tenant acme --user ID`,
  run: (admin, { tenant, user, directory, reason }) =>
    admin.put(holdAnswer, {
      path: userPath(tenant, user, 'hold'),
      query: { directory },
      body: { reason },
    }),
  show: (_, { user }) => `No policy touches ${user} until that is lifted.`,
});
