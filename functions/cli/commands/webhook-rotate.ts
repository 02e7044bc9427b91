import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { wholeNumber } from '#functions/cli/parameter.ts';
import { oneWebhook, webhookPath } from '#functions/cli/webhook-parameters.ts';
import { MAX_OVERLAP_HOURS, webhookSecretAnswer } from '#shared/admin/webhook-contract.ts';

export const webhookRotate = defineCommand({
  name: 'rotate',
  summary: 'give it a new key',
  description: `Gives a webhook a new key and shows its secret this once. For the overlap every request is signed with the old key
as well, so the receiver can change when it suits; with --overlap-hours 0 the old one ends at once.`,
  arguments: oneWebhook.arguments,
  options: {
    ...oneWebhook.options,
    overlapHours: {
      schema: z.optional(wholeNumber(0, MAX_OVERLAP_HOURS)),
      placeholder: 'N',
      summary: 'hours for which the old key signs too (24)',
    },
  },
  example: {
    typed: '019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a --tenant acme',
    printed: `The webhook 019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a has a new key; 2 are live. Its secret is shown this once:

  whsec_bm90IGEgc2VjcmV0IGJ1dCBvZiB0aGUgbGVuZ3RoIDEy`,
  },
  next: `see when the old key ends: ${PROGRAM} webhook show ID --tenant acme`,
  run: (admin, { id, tenant, ...body }) =>
    admin.post(webhookSecretAnswer, { path: webhookPath(tenant, id, 'rotate'), body }),
  show: ({ id, keys, secret }) =>
    `The webhook ${id} has a new key; ${keys.length} are live. Its secret is shown this once:

  ${secret}`,
});
