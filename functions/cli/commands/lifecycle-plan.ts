import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import {
  atTimeOptions,
  lifecyclePath,
  shownPeople,
  shownStanding,
} from '#functions/cli/lifecycle-parameters.ts';
import { runAnswer } from '#shared/admin/lifecycle-contract.ts';

export const lifecyclePlan = defineCommand({
  name: 'plan',
  summary: 'make a plan that waits to be approved',
  description: `Makes a plan of everybody whose day has come, in place of one that waits. It is good for seven days, and for nobody
but those in it: who comes back until it is carried out is passed over.`,
  arguments: {},
  options: atTimeOptions,
  example: {
    typed: '--tenant acme --now 2099-01-01T06:00:00Z',
    printed: `Plan 019cad45-0d2e-7c11-9b7a-3f2e1d0c4b5a
Hash b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c

STAGE  ID
warn   019cad3e-a1f0-7c31-9e02-5b7f44d8c610
A plan waits to be approved: 1 to warn.`,
  },
  next: `let it be carried out: ${PROGRAM} lifecycle approve --tenant acme --plan ID --hash HASH`,
  run: (admin, { tenant, now }) =>
    admin.post(runAnswer, { path: lifecyclePath(tenant, 'plan'), body: { now } }),
  show: (answer, { tenant }) => {
    const { run } = answer;
    const standing = shownStanding(answer, tenant);
    if (!run || run.people.length === 0) return standing;
    return `Plan ${run.id}\nHash ${run.hash}\n\n${shownPeople(run.people)}\n${standing}`;
  },
});
