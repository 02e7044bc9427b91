import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { connectionPath, oneConnection } from '#functions/cli/connection-parameters.ts';
import { shownConnection } from '#functions/cli/shown-connection.ts';
import { connectionAnswer } from '#shared/admin/connection-contract.ts';

export const connectionShow = defineCommand({
  name: 'show',
  summary: 'show one connection',
  description: 'Shows a connection; with --json all of its settings, but never its secret.',
  ...oneConnection,
  example: {
    typed: 'google --tenant acme',
    printed: `Name               Google
Kind               google
Issuer             https://accounts.google.com
Client id          1234567890-abc.apps.googleusercontent.com
Redirect URI       http://127.0.0.1:8787/sign-in/acme/callback/google
Sign-in begins at  http://127.0.0.1:8787/sign-in/acme/initiate
Enabled            yes`,
  },
  next: `see whether the provider answers: ${PROGRAM} connection test google --tenant acme`,
  run: (admin, { tenant, id }) => admin.get(connectionAnswer, { path: connectionPath(tenant, id) }),
  show: shownConnection,
});
