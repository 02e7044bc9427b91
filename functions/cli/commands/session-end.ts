import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { idFrom } from '#functions/cli/parameter.ts';
import { oneUser, userPath } from '#functions/cli/user-parameters.ts';
import { userAnswer } from '#shared/admin/admin-contract.ts';

export const sessionEnd = defineCommand({
  name: 'end',
  summary: 'end one session of a user, or all',
  description: `Ends a session and every token that came of it, in one write; without --session all of them, which is what
\`user sign-out\` does. The user may sign in again: deactivate them to prevent it.`,
  arguments: {},
  options: {
    ...oneUser.options,
    session: {
      schema: z.optional(idFrom('session list')),
      placeholder: 'SESSION',
      summary: 'the one to end (all)',
    },
  },
  example: {
    typed:
      '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610 --session 019cad46-7d10-7c3e-9a51-2b3c4d5e6f70',
    printed: 'Ended the session 019cad46-7d10-7c3e-9a51-2b3c4d5e6f70.',
  },
  next: `see what is left: ${PROGRAM} session list --tenant acme --user ID`,
  run: async (admin, { tenant, user, directory, session }) => {
    const query = { directory };
    if (session === undefined) {
      await admin.post(userAnswer, { path: userPath(tenant, user, 'sign-out'), query, body: {} });
    } else {
      await admin.delete({ path: userPath(tenant, user, 'sessions', session), query });
    }
    return { session: session ?? null, ended: true };
  },
  show: ({ session }) =>
    session === null ? 'Ended all sessions.' : `Ended the session ${session}.`,
});
