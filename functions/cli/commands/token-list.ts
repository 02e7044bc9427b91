import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { directoryPath, ofDirectory } from '#functions/cli/tenancy-parameters.ts';
import { type TokenAnswer, tokensAnswer } from '#shared/admin/admin-contract.ts';

export const tokenList = defineCommand({
  name: 'list',
  summary: 'list the tokens of a directory',
  description: `Lists the tokens of a directory: whether they are live, and when they were last used, to the hour.
The tokens themselves are kept nowhere. Revoked ones are gone; expired ones stay until the next is issued,
at most for 30 days.`,
  arguments: {},
  options: ofDirectory,
  example: {
    typed: '--tenant acme --directory okta',
    printed: `ID                                    STATE  SCOPE  CREATED               EXPIRES               LAST USED
019cad3c-5280-7a4f-b5a6-0d6c1f2e9a71  live   full   2026-03-02T09:00:00Z  2027-03-02T09:00:00Z  never`,
  },
  next: `take one back: ${PROGRAM} token revoke ID --tenant acme --directory okta`,
  run: (admin, { tenant, directory }) =>
    admin.get(tokensAnswer, { path: directoryPath(tenant, directory, 'tokens') }),
  show: ({ tokens }, { tenant, directory }) =>
    tokens.length === 0
      ? `${directory} has no tokens. Issue one: ${PROGRAM} token issue --tenant ${tenant} --directory ${directory}`
      : alignColumns([header, ...tokens.map(row)]),
});

const header = ['ID', 'STATE', 'SCOPE', 'CREATED', 'EXPIRES', 'LAST USED'];

function row({ id, live, scope, createdAt, expiresAt, lastUsedAt }: TokenAnswer): string[] {
  const lastUsed = lastUsedAt === null ? 'never' : shownTime(lastUsedAt);
  const state = live ? 'live' : 'expired';
  return [id, state, scope, shownTime(createdAt), shownTime(expiresAt), lastUsed];
}
