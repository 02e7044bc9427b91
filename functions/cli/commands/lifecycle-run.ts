import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import {
  atTimeOptions,
  lifecyclePath,
  shownStanding,
} from '#functions/cli/lifecycle-parameters.ts';
import { runAnswer } from '#shared/admin/lifecycle-contract.ts';

export const lifecycleRun = defineCommand({
  name: 'run',
  summary: 'carry the policy out now',
  description: `Carries out what is approved or under way; where nothing is, begins a new run, as the sweep of the hour would. Under a
policy whose mode is approve that makes a plan, which waits. With --now, on one's own machine, planned dates of the
tenant until then are kept first; that needs no policy.`,
  arguments: {},
  options: atTimeOptions,
  example: {
    typed: '--tenant acme --now 2099-01-01T06:00:00Z',
    printed: 'The last run: planned 1 to warn; done 1 to warn; passed over 0.',
  },
  next: `take back what it did: ${PROGRAM} lifecycle undo --tenant acme --run ID`,
  run: async (admin, { tenant, now }) => {
    const once = () => admin.post(runAnswer, { path: lifecyclePath(tenant, 'run'), body: { now } });
    let answer = await once();
    let { datesKept } = answer;
    while (answer.outcome === 'unfinished') {
      answer = await once();
      datesKept += answer.datesKept;
    }
    return { ...answer, datesKept };
  },
  show: (answer, { tenant }) => shownStanding(answer, tenant),
});
