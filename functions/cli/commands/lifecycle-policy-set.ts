import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { lifecyclePath } from '#functions/cli/lifecycle-parameters.ts';
import { fileOption } from '#functions/cli/parameter.ts';
import { readDocument } from '#functions/cli/read-document.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { policyAnswer } from '#shared/admin/lifecycle-contract.ts';

const PAGE = 'docs/lifecycle.md';

export const lifecyclePolicySet = defineCommand({
  name: 'policy set',
  summary: 'set the policy for people who are not seen any more',
  description: `Sets the next version of a tenant's policy: who is warned, suspended, deactivated and deleted after how many days,
whom it leaves alone, and how many at once are too many. ${PAGE} tells what may stand in it.

A plan that waits is void by it, and a run that is under way ends where it is.`,
  arguments: {},
  options: { tenant: tenantOption, file: fileOption(`the policy, JSON as ${PAGE} has it`) },
  example: {
    typed: '--tenant acme --file docs/examples/lifecycle-policy.json',
    printed: 'Version 1 of the policy of acme is in force; mode: approve.',
  },
  next: `see whom it concerns: ${PROGRAM} lifecycle preview --tenant acme`,
  run: async (admin, { tenant, file }) => {
    const body = await readDocument(file, z.looseObject({}), PAGE);
    return await admin.put(policyAnswer, { path: lifecyclePath(tenant, 'policy'), body });
  },
  show: ({ version, mode }, { tenant }) =>
    `Version ${version} of the policy of ${tenant} is in force; mode: ${mode}.`,
});
