import { alignColumns } from '#functions/cli/align-columns.ts';
import { usageError } from '#functions/cli/cli-error.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { atTimeOptions, lifecyclePath, runOption } from '#functions/cli/lifecycle-parameters.ts';
import { optional } from '#functions/cli/parameter.ts';
import { oneUser } from '#functions/cli/user-parameters.ts';
import { type UndoneAnswer, undoneAnswer } from '#shared/admin/lifecycle-contract.ts';

export const lifecycleUndo = defineCommand({
  name: 'undo',
  summary: 'take back what a run did, or what befell one user',
  description: `Takes back suspensions, deactivations and deletions of a run, or the last one of a user: memberships, roles and ways to
sign in are as they were, and ids too. It is possible for as many days as the policy says (undoDays), and of those
alone whom nobody has changed since.`,
  arguments: {},
  options: {
    ...atTimeOptions,
    run: optional(runOption, 'all that this run did'),
    user: optional(oneUser.options.user, 'what was done to this user alone'),
    directory: oneUser.options.directory,
  },
  example: {
    typed: '--tenant acme --run 019cad45-0d2e-7c11-9b7a-3f2e1d0c4b5a --now 2099-01-01T06:00:00Z',
    printed: 'Restored nobody.',
  },
  next: `see what is told of somebody: ${PROGRAM} user timeline ID --tenant acme`,
  run: async (admin, { tenant, run, user, directory, now }) => {
    if ((run === undefined) === (user === undefined)) {
      throw usageError('Name either --run or --user.');
    }
    const restored: string[] = [];
    const left: UndoneAnswer['left'] = [];
    let next: number | undefined;
    do {
      const body = { run, user, directory, now, next };
      const answer = await admin.post(undoneAnswer, { path: lifecyclePath(tenant, 'undo'), body });
      restored.push(...answer.restored);
      left.push(...answer.left);
      next = answer.next ?? undefined;
    } while (next !== undefined);
    return { restored, left };
  },
  show: ({ restored, left }) => {
    const sum = restored.length === 0 ? 'Restored nobody.' : `Restored ${restored.length}.`;
    if (left.length === 0) return sum;
    return `${sum}\n${alignColumns([['LEFT AS THEY ARE', 'WHY'], ...left.map(({ id, why }) => [id, why])])}`;
  },
});
