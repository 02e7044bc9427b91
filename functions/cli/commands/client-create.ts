import * as z from 'zod/mini';
import { usageError } from '#functions/cli/cli-error.ts';
import { trustOptions } from '#functions/cli/client-parameters.ts';
import { defineCommand } from '#functions/cli/command.ts';
import { optional, wholeNumber } from '#functions/cli/parameter.ts';
import { shownClient } from '#functions/cli/shown-client.ts';
import { directoryPath, ofDirectory } from '#functions/cli/tenancy-parameters.ts';
import { MAX_TOKEN_DAYS, tokenScope } from '#shared/admin/admin-contract.ts';
import { type CreatedClientAnswer, createdClientAnswer } from '#shared/admin/client-contract.ts';
import { MAX_TOKEN_MINUTES, MIN_TOKEN_MINUTES } from '#shared/tenancy/oauth-client.ts';

const { issuer, subject, audience, jwksUri } = trustOptions;

export const clientCreate = defineCommand({
  name: 'create',
  summary: 'create an OAuth client for a directory',
  description: `Creates a client that gets access tokens at the token URL (OAuth 2.0 client credentials), for providers
that want no static token, such as Entra. Its secret is shown this once: only the hash is kept.

With --issuer, --subject and --audience it has no secret: it shows assertions that this issuer signed
(workload identity federation).`,
  arguments: {},
  options: {
    ...ofDirectory,
    scope: {
      schema: z.optional(tokenScope),
      placeholder: tokenScope.options.join('|'),
      summary: 'the most that its tokens may do; read-only is GET and .search (full)',
    },
    tokenMinutes: {
      schema: z.optional(wholeNumber(MIN_TOKEN_MINUTES, MAX_TOKEN_MINUTES)),
      placeholder: 'N',
      summary: 'minutes until an access token expires (60)',
    },
    secretExpiresInDays: {
      schema: z.optional(wholeNumber(1, MAX_TOKEN_DAYS)),
      placeholder: 'N',
      summary: 'days until the secret expires (365)',
    },
    issuer: optional(issuer),
    subject: optional(subject),
    audience: optional(audience),
    jwksUri,
  },
  example: {
    typed: '--tenant acme --directory okta',
    printed: `This client gets access tokens for the directory okta of acme. Its secret is shown this once:

  rollcall-client-not-a-secret-but-of-the-length-that-one-has

Client id      019cad3f-1c40-7d2e-9b15-6e8f0a3c7d24
Token URL      http://127.0.0.1:8787/oauth2/acme/okta/token
SCIM base URL  http://127.0.0.1:8787/scim/v2
Scope          full
Access tokens  60 minutes
Secret 019cad3f-1c41-7c02-9d11-4f0b9e7a6c35: live until 2027-03-02T09:00:00Z`,
  },
  next: 'enter client id, secret, token URL and base URL at the provider, as OAuth 2.0 client credentials.',
  run: (admin, { tenant, directory, issuer, subject, audience, jwksUri, ...settings }) => {
    const claims = [issuer, subject, audience];
    const federated = [...claims, jwksUri].some((given) => given !== undefined);
    if (federated && claims.includes(undefined)) {
      throw usageError('A trust needs --issuer, --subject and --audience.');
    }
    const trust = federated ? { issuer, subject, audience, jwksUri } : undefined;
    return admin.post(createdClientAnswer, {
      path: directoryPath(tenant, directory, 'clients'),
      body: { ...settings, trust },
    });
  },
  show: (client: CreatedClientAnswer, { tenant, directory }) => {
    const where = `This client gets access tokens for the directory ${directory} of ${tenant}.`;
    if (client.clientSecret === null) return `${where}\n\n${shownClient(client)}`;
    return `${where} Its secret is shown this once:

  ${client.clientSecret}

${shownClient(client)}`;
  },
});
