import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { connectionPath, oneConnection } from '#functions/cli/connection-parameters.ts';
import { connectionTestAnswer } from '#shared/admin/connection-contract.ts';

export const connectionTest = defineCommand({
  name: 'test',
  summary: 'see whether the identity provider answers',
  description:
    'Asks the provider for what it publishes, as a sign-in would, and says what is wrong. Whether the secret is right,\nonly a sign-in can tell.',
  ...oneConnection,
  example: {
    typed: 'google --tenant acme',
    printed: `well  discovery  https://accounts.google.com/.well-known/openid-configuration is that of https://accounts.google.com
well  endpoints  authorization_endpoint, token_endpoint, jwks_uri
well  PKCE       S256
well  client id  1234567890-abc.apps.googleusercontent.com
well  keys       2 (RS256, RS256)

Redirect URI to register: http://127.0.0.1:8787/sign-in/acme/callback/google`,
  },
  next: `look at the settings: ${PROGRAM} connection show google --tenant acme`,
  run: (admin, { tenant, id }) =>
    admin.post(connectionTestAnswer, { path: connectionPath(tenant, id, 'test'), body: {} }),
  show: ({ checks, redirectUri }) => {
    const rows = checks.map(({ check, ok, detail }) => [ok ? 'well' : 'WRONG', check, detail]);
    return `${alignColumns(rows)}\n\nRedirect URI to register: ${redirectUri}`;
  },
});
