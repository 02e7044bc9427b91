import * as z from 'zod/mini';
import { defineCommand } from '#functions/cli/command.ts';
import { wholeNumber } from '#functions/cli/parameter.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { directoryPath, ofDirectory } from '#functions/cli/tenancy-parameters.ts';
import {
  type IssuedTokenAnswer,
  issuedTokenAnswer,
  MAX_TOKEN_DAYS,
  tokenScope,
} from '#shared/admin/admin-contract.ts';

export const tokenIssue = defineCommand({
  name: 'issue',
  summary: 'issue a token for a directory',
  description: `Issues a token and shows it this once: only its hash is kept. Enter it at the identity provider,
together with the SCIM base URL.

A directory has at most two live tokens, so that one can be replaced without a gap: issue the second,
enter it at the provider, revoke the first.`,
  arguments: {},
  options: {
    ...ofDirectory,
    scope: {
      schema: z.optional(tokenScope),
      placeholder: tokenScope.options.join('|'),
      summary: 'what it may do; read-only is GET and .search (full)',
    },
    expiresInDays: {
      schema: z.optional(wholeNumber(1, MAX_TOKEN_DAYS)),
      placeholder: 'N',
      summary: 'days until it expires (365)',
    },
  },
  example: {
    typed: '--tenant acme --directory okta',
    printed: `This token opens the directory okta of acme until 2027-03-02T09:00:00Z. It is shown this once:

  rollcall_019cad3c-5280-7a4f-b5a6-0d6c1f2e9a71_not-a-secret-but-of-the-length-that-one-has

SCIM base URL: http://127.0.0.1:8787/scim/v2
Try it:

  curl -H 'Authorization: Bearer rollcall_019cad3c-5280-7a4f-b5a6-0d6c1f2e9a71_not-a-secret-but-of-the-length-that-one-has' 'http://127.0.0.1:8787/scim/v2/Users?count=5'`,
  },
  next: 'enter the base URL and the token at the identity provider, as SCIM 2.0 with a bearer token.',
  run: (admin, { tenant, directory, scope, expiresInDays }) =>
    admin.post(issuedTokenAnswer, {
      path: directoryPath(tenant, directory, 'tokens'),
      body: { scope, expiresInDays },
    }),
  show: ({ token, expiresAt, scimBaseUrl }: IssuedTokenAnswer, { tenant, directory }) =>
    `This token opens the directory ${directory} of ${tenant} until ${shownTime(expiresAt)}. It is shown this once:

  ${token}

SCIM base URL: ${scimBaseUrl}
Try it:

  curl -H 'Authorization: Bearer ${token}' '${scimBaseUrl}/Users?count=5'`,
});
