import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { directoryPath, ofDirectory } from '#functions/cli/tenancy-parameters.ts';
import { type ClientAnswer, clientsAnswer } from '#shared/admin/client-contract.ts';

export const clientList = defineCommand({
  name: 'list',
  summary: 'list the OAuth clients of a directory',
  description:
    'Lists the OAuth clients of a directory, oldest first, with how many live secrets and trusts each has.',
  arguments: {},
  options: ofDirectory,
  example: {
    typed: '--tenant acme --directory okta',
    printed: `ID                                    SCOPE  SECRETS  TRUSTS  CREATED
019cad3f-1c40-7d2e-9b15-6e8f0a3c7d24  full   1        0       2026-03-02T09:00:00Z`,
  },
  next: `look at one: ${PROGRAM} client show ID --tenant acme --directory okta`,
  run: (admin, { tenant, directory }) =>
    admin.get(clientsAnswer, { path: directoryPath(tenant, directory, 'clients') }),
  show: ({ clients }, { tenant, directory }) =>
    clients.length === 0
      ? `${directory} has no clients. Create one: ${PROGRAM} client create --tenant ${tenant} --directory ${directory}`
      : alignColumns([['ID', 'SCOPE', 'SECRETS', 'TRUSTS', 'CREATED'], ...clients.map(row)]),
});

function row({ clientId, scope, secrets, trusts, createdAt }: ClientAnswer): string[] {
  const live = secrets.filter((secret) => secret.live).length;
  return [clientId, scope, String(live), String(trusts.length), shownTime(createdAt)];
}
