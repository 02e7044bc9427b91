import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { oneUser, userPath } from '#functions/cli/user-parameters.ts';
import { type UserAnswer, userAnswer } from '#shared/admin/admin-contract.ts';

export const userShow = defineCommand({
  name: 'show',
  summary: 'show one user, and where they stand',
  description: `Shows a user with the state that they are in: staged, active, suspended or deactivated. SCIM says of all but the
active that \`active\` is false.`,
  ...oneUser,
  example: {
    typed: '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    printed: `User name  ada@acme.example
Name       Ada Lovelace
State      active
Known as   -
Version    1, of 2026-03-02T09:00:00Z`,
  },
  next: `see how they came there: ${PROGRAM} user timeline ID --tenant acme`,
  run: (admin, { tenant, user, directory }) =>
    admin.get(userAnswer, { path: userPath(tenant, user), query: { directory } }),
  show: (user) => alignColumns(rows(user)),
});

function rows(user: UserAnswer): string[][] {
  const { userName, displayName = '-', externalIds, version, lastModified } = user;
  const { joinsAt, leavesAt } = user;
  const known = Object.entries(externalIds).map(([directory, id]) => `${id} (${directory})`);
  return [
    ['User name', userName],
    ['Name', displayName],
    ['State', shownState(user)],
    ...(joinsAt === undefined ? [] : [['Joins', shownTime(joinsAt)]]),
    ...(leavesAt === undefined ? [] : [['Leaves', shownTime(leavesAt)]]),
    ['Known as', known.join(', ') || '-'],
    ['Version', `${version}, of ${shownTime(lastModified)}`],
  ];
}

function shownState({ state, since, by, heldSince }: UserAnswer): string {
  if (heldSince !== undefined) {
    return `${state}; an administrator's suspension of ${shownTime(heldSince)} goes on`;
  }
  return since === undefined ? state : `${state} since ${shownTime(since)}, by ${by}`;
}
