import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { idFrom } from '#functions/cli/parameter.ts';
import { shownReceipt } from '#functions/cli/shown-receipt.ts';
import { oneUser, userPath } from '#functions/cli/user-parameters.ts';
import { offboardingAnswer } from '#shared/admin/offboarding-contract.ts';

export const offboardingReceipt = defineCommand({
  name: 'receipt',
  summary: 'show what became of the end of access of a user',
  description: `Shows the receipts of a user, the last first, also of one who is deleted: each session, each app's tokens, each
group, and everybody who had to be told, with what was done and when it was acknowledged. With --json each
comes with its signature.`,
  arguments: {},
  options: {
    ...oneUser.options,
    before: {
      schema: z.optional(idFrom('offboarding receipt')),
      placeholder: 'RECEIPT',
      summary: 'the receipts before this one',
    },
  },
  example: {
    typed: '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    printed: `user.deactivated of 2026-03-02T09:00:00Z: closed
WHAT   WHICH        DONE      STATE         AT                    WHY
group  Engineering  withheld  acknowledged  2026-03-02T09:00:00Z`,
  },
  next: `check its signature: ${PROGRAM} offboarding verify --help`,
  run: (admin, { tenant, user, ...query }) =>
    admin.get(offboardingAnswer, { path: userPath(tenant, user, 'offboarding'), query }),
  show: ({ receipts, next }) =>
    [...receipts.map(shownReceipt), ...(next ? [`earlier ones: --before ${next}`] : [])].join(
      '\n\n',
    ),
});
