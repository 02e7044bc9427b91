import * as z from 'zod/mini';
import { usageError } from '#functions/cli/cli-error.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { oneUser, userPath } from '#functions/cli/user-parameters.ts';
import { userAnswer } from '#shared/admin/admin-contract.ts';
import { instant } from '#shared/admin/instant.ts';

const date = {
  schema: z.optional(
    z.union([instant(''), z.literal('never')], {
      error: 'use a time such as 2027-01-04T08:00:00Z, or "never"',
    }),
  ),
  placeholder: 'TIME',
};

export const userSchedule = defineCommand({
  name: 'schedule',
  summary: 'plan when a user joins or leaves',
  description: `Plans the minute at which a user who is staged or deactivated is activated, and the one at which a user is
deactivated. Another time takes the place of the one before, "never" takes it away; who is let go before, or comes
back, has no plan any more.`,
  arguments: {},
  options: {
    ...oneUser.options,
    join: { ...date, summary: 'when they join, as ISO 8601; or never' },
    leave: { ...date, summary: 'when they leave, as ISO 8601; or never' },
  },
  example: {
    typed: '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610 --leave 2100-01-04T08:00:00Z',
    printed: 'ada@acme.example is active, leaves 2100-01-04T08:00:00Z.',
  },
  next: `see where they stand: ${PROGRAM} user show --tenant acme --user ID`,
  run: (admin, { tenant, user, directory, join, leave }) => {
    if (join === undefined && leave === undefined) throw usageError('Say --join or --leave.');
    return admin.post(userAnswer, {
      path: userPath(tenant, user, 'schedule'),
      query: { directory },
      body: { ...named('joinsAt', join), ...named('leavesAt', leave) },
    });
  },
  show: ({ userName, state, joinsAt, leavesAt }) =>
    [
      `${userName} is ${state}`,
      joinsAt === undefined ? '' : `, joins ${shownTime(joinsAt)}`,
      leavesAt === undefined ? '' : `, leaves ${shownTime(leavesAt)}`,
      '.',
    ].join(''),
});

function named(name: string, time: string | undefined): Record<string, string | null> {
  if (time === undefined) return {};
  return { [name]: time === 'never' ? null : time };
}
