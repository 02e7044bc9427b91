import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { atTimeOptions, lifecyclePath } from '#functions/cli/lifecycle-parameters.ts';
import { runAnswer } from '#shared/admin/lifecycle-contract.ts';

export const lifecycleRelease = defineCommand({
  name: 'release',
  summary: 'let a policy go on that has stopped',
  description: `Lets a policy go on that its brake had stopped, or the silence of everybody. What is left of the very plan that the
brake stopped may pass it, this once. Look at \`lifecycle status --json\` before: it tells what the brake saw.`,
  arguments: {},
  options: atTimeOptions,
  example: { typed: '--tenant acme', printed: 'The policy of acme may go on.' },
  next: `carry it out at once: ${PROGRAM} lifecycle run --tenant acme`,
  run: (admin, { tenant, now }) =>
    admin.post(runAnswer, { path: lifecyclePath(tenant, 'release'), body: { now } }),
  show: (_, { tenant }) => `The policy of ${tenant} may go on.`,
});
