import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { lifecyclePath, shownStanding } from '#functions/cli/lifecycle-parameters.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { runAnswer } from '#shared/admin/lifecycle-contract.ts';

export const lifecycleStatus = defineCommand({
  name: 'status',
  summary: 'show where the policy stands',
  description: 'Shows the last run, a plan that waits, or why the policy has stopped.',
  arguments: {},
  options: { tenant: tenantOption },
  example: { typed: '--tenant acme', printed: 'No run yet.' },
  next: `make a plan: ${PROGRAM} lifecycle plan --tenant acme`,
  run: (admin, { tenant }) => admin.get(runAnswer, { path: lifecyclePath(tenant) }),
  show: (answer, { tenant }) => shownStanding(answer, tenant),
});
