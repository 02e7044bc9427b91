import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { oneRule, rulePath } from '#functions/cli/rule-parameters.ts';

export const ruleDelete = defineCommand({
  name: 'delete',
  summary: 'delete a rule',
  description: 'Deletes a rule. What it did stays as it is.',
  ...oneRule,
  example: {
    typed: 'managers --tenant acme',
    printed: 'Deleted the rule managers of acme.',
  },
  next: `see those that are left: ${PROGRAM} rule list --tenant acme`,
  run: (admin, { name, tenant }) => admin.delete({ path: rulePath(tenant, name) }),
  show: (_, { name, tenant }) => `Deleted the rule ${name} of ${tenant}.`,
});
