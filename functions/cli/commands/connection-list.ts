import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { type ConnectionAnswer, connectionsAnswer } from '#shared/admin/connection-contract.ts';

export const connectionList = defineCommand({
  name: 'list',
  summary: 'list the connections of a tenant',
  description: 'Lists the identity providers by which the people of a tenant sign in.',
  arguments: {},
  options: { tenant: tenantOption },
  example: {
    typed: '--tenant acme',
    printed: `ID      NAME    KIND    ENABLED  ISSUER
google  Google  google  yes      https://accounts.google.com`,
  },
  next: `look at one: ${PROGRAM} connection show ID --tenant acme`,
  run: (admin, { tenant }) =>
    admin.get(connectionsAnswer, { path: ['tenants', tenant, 'connections'] }),
  show: ({ connections }, { tenant }) =>
    connections.length === 0
      ? `${tenant} has no connections. Create one: ${PROGRAM} connection create --tenant ${tenant} --file FILE`
      : alignColumns([['ID', 'NAME', 'KIND', 'ENABLED', 'ISSUER'], ...connections.map(row)]),
});

function row({ id, displayName, kind, enabled, issuer }: ConnectionAnswer): string[] {
  return [id, displayName, kind, enabled ? 'yes' : 'no', issuer];
}
