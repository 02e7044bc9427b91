import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { oneUser, userPath } from '#functions/cli/user-parameters.ts';
import { type LinksAnswer, linksAnswer } from '#shared/admin/link-contract.ts';

export const userLinks = defineCommand({
  name: 'links',
  summary: 'show how a user signs in',
  description: `Shows the accounts at identity providers by which a user signs in, and the attributes of which these say something
else than the directories.`,
  ...oneUser,
  example: {
    typed: '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    printed: 'Nobody signs in as this user yet.',
  },
  next: `take one away: ${PROGRAM} user unlink --tenant acme --user ID --issuer URL --subject SUB`,
  run: (admin, { tenant, user, directory }) =>
    admin.get(linksAnswer, { path: userPath(tenant, user, 'links'), query: { directory } }),
  show: shownLinks,
});

export function shownLinks({ links, drift, invitedUntil }: LinksAnswer): string {
  const rows = [
    ...links.map(({ connection, issuer, subject, linkedAt }) => {
      return ['Linked', connection, `${subject} at ${issuer}, since ${shownTime(linkedAt)}`];
    }),
    ...drift.map(({ attribute, connection, since }) => {
      return ['Differs', connection, `${attribute}, since ${shownTime(since)}`];
    }),
  ];
  if (rows.length > 0) return alignColumns(rows);
  if (invitedUntil === undefined) return 'Nobody signs in as this user yet.';
  return `Invited until ${shownTime(invitedUntil)}; nobody signs in as this user yet.`;
}
