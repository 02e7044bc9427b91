import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { type DirectoryAnswer, directoriesAnswer } from '#shared/admin/admin-contract.ts';

export const directoryList = defineCommand({
  name: 'list',
  summary: 'list the directories of a tenant',
  description: 'Lists the directories of a tenant, in order of name.',
  arguments: {},
  options: { tenant: tenantOption },
  example: {
    typed: '--tenant acme',
    printed: `NAME  DIALECT  VISIBILITY  CREATED
okta  okta     tenant      2026-03-02T09:00:00Z`,
  },
  next: `see who has access to one: ${PROGRAM} token list --tenant acme --directory okta`,
  run: (admin, { tenant }) =>
    admin.get(directoriesAnswer, { path: ['tenants', tenant, 'directories'] }),
  show: ({ directories }, { tenant }) =>
    directories.length === 0
      ? `${tenant} has no directories yet. Create one: ${PROGRAM} directory create okta --tenant ${tenant}`
      : alignColumns([['NAME', 'DIALECT', 'VISIBILITY', 'CREATED'], ...directories.map(row)]),
});

function row({ name, dialect, visibility, createdAt }: DirectoryAnswer): string[] {
  return [name, dialect, visibility, shownTime(createdAt)];
}
