import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { readDocument } from '#functions/cli/read-document.ts';
import {
  oneRule,
  RULES_PAGE,
  ruleFile,
  ruleFileOption,
  rulePath,
} from '#functions/cli/rule-parameters.ts';
import { ruleAnswer } from '#shared/admin/rule-contract.ts';

export const rulePut = defineCommand({
  name: 'put',
  summary: 'upload a rule, new or changed',
  description: `Uploads a rule: which events it hears, what has to hold of the person whom they are about, and what it does then.
It acts on what happens from now on; what happened before can be tried out by a dry run.`,
  arguments: oneRule.arguments,
  options: { ...oneRule.options, file: ruleFileOption },
  example: {
    typed: 'managers --tenant acme --file docs/examples/managers-rule.json',
    printed: 'The rule managers of acme is in force.',
  },
  next: `see what it would have done: ${PROGRAM} rule dry-run managers --tenant acme`,
  run: async (admin, { name, tenant, file }) =>
    await admin.put(ruleAnswer, {
      path: rulePath(tenant, name),
      body: await readDocument(file, ruleFile, RULES_PAGE),
    }),
  show: ({ id, disabled }, { tenant }) =>
    `The rule ${id} of ${tenant} is ${disabled ? 'kept, and disabled' : 'in force'}.`,
});
