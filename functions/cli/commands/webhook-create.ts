import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { wholeNumber } from '#functions/cli/parameter.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { typesList } from '#shared/admin/event-contract.ts';
import {
  MAX_CONCURRENCY,
  MAX_PER_SECOND,
  schemeName,
  webhookSecretAnswer,
} from '#shared/admin/webhook-contract.ts';

export const webhookCreate = defineCommand({
  name: 'create',
  summary: 'have events sent to a URL',
  description: `Creates a webhook and shows its secret this once: only a sealed copy is kept, and nobody is shown it again.
The receiver checks signatures with it, as Standard Webhooks has it. With the scheme v1a what is shown is the
public key of a pair, and the private one never leaves Rollcall.

With --ordered yes, an event waits until those before it about the same user or group are settled.`,
  arguments: {},
  options: {
    tenant: tenantOption,
    url: {
      schema: z.string(),
      placeholder: 'URL',
      summary: 'where to send them; https, to a host on the public internet',
    },
    types: {
      schema: z.optional(typesList),
      placeholder: 'A,B',
      summary: 'of these types alone, such as user.created,user.deleted',
    },
    description: {
      schema: z.optional(z.string()),
      placeholder: 'TEXT',
      summary: 'what it is for',
    },
    scheme: {
      schema: z.optional(schemeName),
      placeholder: schemeName.options.join('|'),
      summary: 'how to sign: HMAC-SHA256 or ed25519 (v1)',
    },
    ordered: {
      schema: z.optional(z.enum(['yes', 'no'])),
      placeholder: 'yes|no',
      summary: 'keep the order of each user and group (no)',
    },
    concurrency: {
      schema: z.optional(wholeNumber(1, MAX_CONCURRENCY)),
      placeholder: 'N',
      summary: 'requests at once, at most (10)',
    },
    perSecond: {
      schema: z.optional(wholeNumber(1, MAX_PER_SECOND)),
      placeholder: 'N',
      summary: 'requests in a second, at most (50)',
    },
  },
  example: {
    typed:
      '--tenant acme --url https://hooks.example.com/rollcall --types user.created,user.deactivated',
    printed: `Created the webhook 019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a of acme. Its secret is shown this once:

  whsec_bm90IGEgc2VjcmV0IGJ1dCBvZiB0aGUgbGVuZ3RoIDEy`,
  },
  next: `see it work: ${PROGRAM} webhook test ID --tenant acme`,
  run: (admin, { tenant, ordered, ...body }) =>
    admin.post(webhookSecretAnswer, {
      path: ['tenants', tenant, 'webhooks'],
      body: { ...body, ...(ordered !== undefined && { ordered: ordered === 'yes' }) },
    }),
  show: ({ id, secret }, { tenant }) =>
    `Created the webhook ${id} of ${tenant}. Its secret is shown this once:

  ${secret}`,
});
