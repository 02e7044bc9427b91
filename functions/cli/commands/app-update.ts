import { appOptions, appPath, oneApp } from '#functions/cli/app-parameters.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { requireChange } from '#functions/cli/require-change.ts';
import { shownApp } from '#functions/cli/shown-app.ts';
import { appAnswer } from '#shared/admin/app-contract.ts';

export const appUpdate = defineCommand({
  name: 'update',
  summary: 'change the settings of an app',
  description: `Changes an app, from its very next request on: what is left out stays as it is, and a list that is given replaces
the one that was there. Whether it is confidential or public stays for good.`,
  arguments: oneApp.arguments,
  options: { ...oneApp.options, ...appOptions },
  example: {
    typed:
      '019cad45-2b10-7e3a-8c41-5d6e7f809a1b --tenant acme --backchannel-logout-uri https://wiki.example.com/logout',
    printed: `Client id         019cad45-2b10-7e3a-8c41-5d6e7f809a1b
Issuer            http://127.0.0.1:8787/oidc/acme
Type              confidential
Redirect URI      https://wiki.example.com/callback
After sign-out    https://wiki.example.com/
Logout tokens to  https://wiki.example.com/logout
Scopes            openid profile email offline_access
Access tokens     jwt, for urn:rollcall:app:019cad45-2b10-7e3a-8c41-5d6e7f809a1b
Refresh tokens    30 days
Secret            019cad45-2b11-7c02-9d11-4f0b9e7a6c35, live until it is replaced`,
  },
  next: `see the others: ${PROGRAM} app list --tenant acme`,
  run: (admin, { id, tenant, ...body }) => {
    requireChange(body);
    return admin.patch(appAnswer, { path: appPath(tenant, id), body });
  },
  show: shownApp,
});
