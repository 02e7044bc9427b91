import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { type RuleAnswer, rulesAnswer } from '#shared/admin/rule-contract.ts';

export const ruleList = defineCommand({
  name: 'list',
  summary: 'list the rules of a tenant',
  description: 'Lists the rules of a tenant in the order in which they act on an event.',
  arguments: {},
  options: { tenant: tenantOption },
  example: {
    typed: '--tenant acme',
    printed: `NAME      STATE  ACTIONS     DESCRIPTION
managers  on     assignRole  Managers in Sales may edit`,
  },
  next: `see one: ${PROGRAM} rule show managers --tenant acme`,
  run: (admin, { tenant }) => admin.get(rulesAnswer, { path: ['tenants', tenant, 'rules'] }),
  show: ({ rules }) => {
    if (rules.length === 0) return 'No rules here.';
    return alignColumns([['NAME', 'STATE', 'ACTIONS', 'DESCRIPTION'], ...rules.map(row)]);
  },
});

function row({ id, disabled, actions, description = '' }: RuleAnswer): string[] {
  const names = actions.flatMap((action) => Object.keys(action));
  return [id, disabled ? 'off' : 'on', names.join(', '), description];
}
