import { appPath, oneApp } from '#functions/cli/app-parameters.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownApp } from '#functions/cli/shown-app.ts';
import { appAnswer } from '#shared/admin/app-contract.ts';

export const appShow = defineCommand({
  name: 'show',
  summary: 'show one app with its settings',
  description: 'Shows an app with its settings and the ids of its live secrets; not the secrets.',
  ...oneApp,
  example: {
    typed: '019cad45-2b10-7e3a-8c41-5d6e7f809a1b --tenant acme',
    printed: `Client id       019cad45-2b10-7e3a-8c41-5d6e7f809a1b
Issuer          http://127.0.0.1:8787/oidc/acme
Type            confidential
Redirect URI    https://wiki.example.com/callback
After sign-out  https://wiki.example.com/
Scopes          openid profile email offline_access
Access tokens   jwt, for urn:rollcall:app:019cad45-2b10-7e3a-8c41-5d6e7f809a1b
Refresh tokens  30 days
Secret          019cad45-2b11-7c02-9d11-4f0b9e7a6c35, live until it is replaced`,
  },
  next: `change it: ${PROGRAM} app update ID --tenant acme --redirect-uris URL`,
  run: (admin, { id, tenant }) => admin.get(appAnswer, { path: appPath(tenant, id) }),
  show: shownApp,
});
