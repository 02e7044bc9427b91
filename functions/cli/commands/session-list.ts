import * as z from 'zod/mini';
import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { idFrom } from '#functions/cli/parameter.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { oneUser, userPath } from '#functions/cli/user-parameters.ts';
import { type SessionAnswer, sessionsAnswer } from '#shared/admin/session-contract.ts';

export const sessionList = defineCommand({
  name: 'list',
  summary: 'list the sessions of a user',
  description: `Lists where a user is signed in, the newest first, and for 30 days what is over: ended before its time, or because the
user was deactivated or signed out everywhere since.`,
  arguments: {},
  options: {
    ...oneUser.options,
    before: {
      schema: z.optional(idFrom('session list')),
      placeholder: 'SESSION',
      summary: 'the sessions before this one',
    },
  },
  example: {
    typed: '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    printed: `ID                                    CONNECTION  SINCE                 STATE
019cad46-7d10-7c3e-9a51-2b3c4d5e6f70  okta        2027-03-02T09:00:00Z  until 2027-03-02T09:00:00Z`,
  },
  next: `end one: ${PROGRAM} session end --tenant acme --user ID --session ID`,
  run: (admin, { tenant, user, ...query }) =>
    admin.get(sessionsAnswer, { path: userPath(tenant, user, 'sessions'), query }),
  show: ({ sessions, next }) => {
    if (sessions.length === 0) return 'No sessions.';
    const table = alignColumns([['ID', 'CONNECTION', 'SINCE', 'STATE'], ...sessions.map(row)]);
    return next === null ? table : `${table}\nearlier ones: --before ${next}`;
  },
});

function row({ id, connection, createdAt, live, endsAt, endedAt }: SessionAnswer): string[] {
  const over = endedAt === null ? 'over' : `ended ${shownTime(endedAt)}`;
  return [id, connection, shownTime(createdAt), live ? `until ${shownTime(endsAt)}` : over];
}
