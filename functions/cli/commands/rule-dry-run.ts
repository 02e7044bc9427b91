import * as z from 'zod/mini';
import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { optional, wholeNumber } from '#functions/cli/parameter.ts';
import { readDocument } from '#functions/cli/read-document.ts';
import {
  oneRule,
  RULES_PAGE,
  ruleFile,
  ruleFileOption,
  rulePath,
} from '#functions/cli/rule-parameters.ts';
import { type DryRunAnswer, dryRunAnswer, MAX_DRY_RUN_DAYS } from '#shared/admin/rule-contract.ts';

export const ruleDryRun = defineCommand({
  name: 'dry-run',
  summary: 'tell what a rule would have done',
  description: `Asks a rule of the events of the last days, and tells what it would do to the people whom they are about, as they
are now. Nothing is done. With --file a rule is tried that was not put yet.`,
  arguments: oneRule.arguments,
  options: {
    ...oneRule.options,
    file: optional(ruleFileOption, 'a rule to try instead of the one in force'),
    days: {
      schema: z.optional(wholeNumber(1, MAX_DRY_RUN_DAYS)),
      placeholder: 'N',
      summary: `how far back, at most ${MAX_DRY_RUN_DAYS} (7)`,
    },
  },
  example: {
    typed: 'managers --tenant acme --days 30',
    printed: 'No event of that time matches.',
  },
  next: `let it act: ${PROGRAM} rule put managers --tenant acme --file FILE`,
  run: async (admin, { name, tenant, file, days }) =>
    await admin.post(dryRunAnswer, {
      path: rulePath(tenant, name, 'dry-run'),
      body: {
        days,
        rule: file === undefined ? undefined : await readDocument(file, ruleFile, RULES_PAGE),
      },
    }),
  show: (answer) => {
    if (answer.matched === 0) return 'No event of that time matches.';
    const rows = answer.people.flatMap(rowsOf);
    const changes = rows.filter(([, , , effect]) => effect === 'change').length;
    const sum = `${answer.matched} of ${answer.looked} events match; ${changes === 0 ? 'nobody would change' : `${changes} changes`}.`;
    const more = answer.complete ? '' : ' There are more than one run looks at.';
    const table = rows.length === 0 ? [] : [['USER NAME', 'EVENTS', 'ACTION', 'EFFECT'], ...rows];
    return [...(table.length > 0 ? [alignColumns(table)] : []), `${sum}${more}`].join('\n');
  },
});

function rowsOf({ userName, events, actions }: DryRunAnswer['people'][number]): string[][] {
  return actions.map(({ action, effect, why }) => {
    const [[name, value] = ['', '']] = Object.entries(action);
    return [userName, String(events), `${name} ${value}`, why ? `${effect}: ${why}` : effect];
  });
}
