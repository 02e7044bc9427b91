import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { atTimeOptions, lifecyclePath, runOption } from '#functions/cli/lifecycle-parameters.ts';
import { runAnswer } from '#shared/admin/lifecycle-contract.ts';

export const lifecycleApprove = defineCommand({
  name: 'approve',
  summary: 'let a plan be carried out',
  description: `Approves a plan by its hash, which stands for exactly the people and stages that are in it. The next sweep carries it
out, within the hour; the brake holds for it as for any other.`,
  arguments: {},
  options: {
    ...atTimeOptions,
    plan: runOption,
    hash: {
      schema: z
        .string()
        .check(z.regex(/^[0-9a-f]{64}$/, 'use the hash that `lifecycle plan` shows')),
      placeholder: 'HASH',
      summary: 'hash of the plan, as `lifecycle plan` shows it',
    },
  },
  example: {
    typed:
      '--tenant acme --plan 019cad45-0d2e-7c11-9b7a-3f2e1d0c4b5a --hash b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
    printed: 'Approved the plan 019cad45-0d2e-7c11-9b7a-3f2e1d0c4b5a.',
  },
  next: `carry it out at once: ${PROGRAM} lifecycle run --tenant acme`,
  run: (admin, { tenant, plan, hash, now }) =>
    admin.post(runAnswer, { path: lifecyclePath(tenant, 'approve'), body: { plan, hash, now } }),
  show: (_, { plan }) => `Approved the plan ${plan}.`,
});
