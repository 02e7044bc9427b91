import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import {
  CONNECTION_PAGE,
  connectionFile,
  connectionFileOption,
} from '#functions/cli/connection-parameters.ts';
import { readDocument } from '#functions/cli/read-document.ts';
import { shownConnection } from '#functions/cli/shown-connection.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { connectionAnswer } from '#shared/admin/connection-contract.ts';

export const connectionCreate = defineCommand({
  name: 'create',
  summary: 'let people sign in by an identity provider',
  description: `Creates a connection from a file. The client's secret stands in it, since what is typed is seen by others on the
machine; it is sealed, and never shown again.`,
  arguments: {},
  options: { tenant: tenantOption, file: connectionFileOption },
  example: {
    typed: '--tenant acme --file docs/examples/google-connection.json',
    printed: `Created the connection google of acme. Register the redirect URI at the provider:

Name               Google
Kind               google
Issuer             https://accounts.google.com
Client id          1234567890-abc.apps.googleusercontent.com
Redirect URI       http://127.0.0.1:8787/sign-in/acme/callback/google
Sign-in begins at  http://127.0.0.1:8787/sign-in/acme/initiate
Enabled            yes`,
  },
  next: `see whether the provider answers: ${PROGRAM} connection test google --tenant acme`,
  run: async (admin, { tenant, file }) => {
    const body = await readDocument(file, connectionFile, CONNECTION_PAGE);
    return await admin.post(connectionAnswer, { path: ['tenants', tenant, 'connections'], body });
  },
  show: (connection, { tenant }) =>
    `Created the connection ${connection.id} of ${tenant}. Register the redirect URI at the provider:

${shownConnection(connection)}`,
});
