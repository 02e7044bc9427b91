import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import {
  CONNECTION_PAGE,
  connectionFile,
  connectionFileOption,
  connectionPath,
  oneConnection,
} from '#functions/cli/connection-parameters.ts';
import { readDocument } from '#functions/cli/read-document.ts';
import { shownConnection } from '#functions/cli/shown-connection.ts';
import { connectionAnswer } from '#shared/admin/connection-contract.ts';

export const connectionUpdate = defineCommand({
  name: 'update',
  summary: 'change a connection, or its secret',
  description: `Changes what a file has; the rest stays, and null takes away what may be missing. With \`{ "enabled": false }\` nobody
signs in by it any more; sessions that were begun go on.`,
  arguments: oneConnection.arguments,
  options: { ...oneConnection.options, file: connectionFileOption },
  example: {
    typed: 'google --tenant acme --file docs/examples/google-workspace.json',
    printed: `Changed the connection google of acme:

Name               Google
Kind               google
Issuer             https://accounts.google.com
Client id          1234567890-abc.apps.googleusercontent.com
Redirect URI       http://127.0.0.1:8787/sign-in/acme/callback/google
Sign-in begins at  http://127.0.0.1:8787/sign-in/acme/initiate
Enabled            yes`,
  },
  next: `see all of it: ${PROGRAM} connection show google --tenant acme --json`,
  run: async (admin, { tenant, id, file }) => {
    const body = await readDocument(file, connectionFile, CONNECTION_PAGE);
    return await admin.patch(connectionAnswer, { path: connectionPath(tenant, id), body });
  },
  show: (connection, { tenant }) =>
    `Changed the connection ${connection.id} of ${tenant}:\n\n${shownConnection(connection)}`,
});
