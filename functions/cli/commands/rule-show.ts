import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { oneRule, rulePath } from '#functions/cli/rule-parameters.ts';
import { ruleAnswer } from '#shared/admin/rule-contract.ts';

export const ruleShow = defineCommand({
  name: 'show',
  summary: 'show a rule as it was put',
  description: 'Shows a rule as JSON, so that it can be changed and put again.',
  ...oneRule,
  example: {
    typed: 'managers --tenant acme',
    printed: `{
  "description": "Managers in Sales may edit",
  "on": {
    "type": [
      "user.created",
      "user.updated"
    ],
    "data": {
      "changed": [
        {
          "prefix": "title"
        },
        {
          "suffix": ":department"
        }
      ]
    }
  },
  "when": {
    "filter": "title co \\"Manager\\" and department eq \\"Sales\\""
  },
  "actions": [
    {
      "assignRole": "editor"
    }
  ],
  "otherwise": [
    {
      "unassignRole": "editor"
    }
  ]
}`,
  },
  next: `change the file and put it again: ${PROGRAM} rule put managers --tenant acme --file FILE`,
  run: (admin, { name, tenant }) => admin.get(ruleAnswer, { path: rulePath(tenant, name) }),
  show: ({ id: _, ...rule }) => JSON.stringify(rule, null, 2),
});
