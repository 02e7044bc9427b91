import * as z from 'zod/mini';
import { appOptions } from '#functions/cli/app-parameters.ts';
import { defineCommand } from '#functions/cli/command.ts';
import { shownApp } from '#functions/cli/shown-app.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { appName, appSecretAnswer, appType } from '#shared/admin/app-contract.ts';

const { name, redirectUris, ...rest } = appOptions;
const needed = 'is missing';

export const appCreate = defineCommand({
  name: 'create',
  summary: 'let an application sign people in',
  description: `Creates an app: an OpenID Connect client of the tenant's. Its secret is shown this once: only the hash is kept. An
app that runs in a browser or on a phone can keep no secret: it is public, and has none.

Every app uses the authorization code flow with PKCE.`,
  arguments: {},
  options: {
    tenant: tenantOption,
    name: { ...name, schema: appName },
    redirectUris: {
      ...redirectUris,
      schema: redirectUris.schema.check(z.refine((uris) => uris !== undefined, needed)),
    },
    type: {
      schema: z.optional(appType),
      placeholder: appType.options.join('|'),
      summary: 'whether it can keep a secret (confidential)',
    },
    ...rest,
  },
  example: {
    typed:
      '--tenant acme --name Wiki --redirect-uris https://wiki.example.com/callback --post-logout-redirect-uris https://wiki.example.com/',
    printed: `Created the app Wiki of acme. Its secret is shown this once:

  rollcall-app-not-a-secret-but-of-the-length-that-one-has

Client id       019cad45-2b10-7e3a-8c41-5d6e7f809a1b
Issuer          http://127.0.0.1:8787/oidc/acme
Type            confidential
Redirect URI    https://wiki.example.com/callback
After sign-out  https://wiki.example.com/
Scopes          openid profile email offline_access
Access tokens   jwt, for urn:rollcall:app:019cad45-2b10-7e3a-8c41-5d6e7f809a1b
Refresh tokens  30 days
Secret          019cad45-2b11-7c02-9d11-4f0b9e7a6c35, live until it is replaced`,
  },
  next: 'give the app issuer, client id and secret; docs/apps.md has the rest.',
  run: (admin, { tenant, ...body }) =>
    admin.post(appSecretAnswer, {
      path: ['tenants', tenant, 'apps'],
      body: Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)),
    }),
  show: ({ clientSecret, ...app }, { tenant }) => {
    const created = `Created the app ${app.name} of ${tenant}.`;
    if (clientSecret === null) return `${created}\n\n${shownApp(app)}`;
    return `${created} Its secret is shown this once:

  ${clientSecret}

${shownApp(app)}`;
  },
});
