import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { lifecyclePath } from '#functions/cli/lifecycle-parameters.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { policyAnswer } from '#shared/admin/lifecycle-contract.ts';

export const lifecyclePolicyShow = defineCommand({
  name: 'policy show',
  summary: 'show the policy in force',
  description: 'Shows the stages of the policy in force; with --json all of it.',
  arguments: {},
  options: { tenant: tenantOption },
  example: {
    typed: '--tenant acme',
    printed: `Version 1, mode: approve
warn: 60 days without activity
suspend: 90 days without activity
deactivate: 90 days after the stage before`,
  },
  next: `change it: ${PROGRAM} lifecycle policy set --tenant acme --file FILE`,
  run: (admin, { tenant }) => admin.get(policyAnswer, { path: lifecyclePath(tenant, 'policy') }),
  show: ({ version, mode, stages }) => {
    const lines = Object.entries(stages).map(([stage, delay]) => `${stage}: ${shownDelay(delay)}`);
    return [`Version ${version}, mode: ${mode}`, ...lines].join('\n');
  },
});

function shownDelay({ inactiveDays, daysAfterPrevious }: Record<string, number>): string {
  return inactiveDays === undefined
    ? `${daysAfterPrevious} days after the stage before`
    : `${inactiveDays} days without activity`;
}
