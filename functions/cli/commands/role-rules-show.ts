import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { roleRulesAnswer } from '#shared/admin/role-contract.ts';
import type { Condition } from '#shared/identity/conditions/condition.ts';
import type { RoleRule } from '#shared/sessions/roles/role-rules.ts';

export const roleRulesShow = defineCommand({
  name: 'rules show',
  summary: 'show the rules that give roles',
  description:
    'Shows the rules of a tenant in their order; --json prints what `role rules put` takes.',
  arguments: {},
  options: { tenant: tenantOption },
  example: {
    typed: '--tenant acme',
    printed: `#  WHEN                                          THEN
1  in group "Engineering"                        grant engineer, deploy:staging
2  title co "Lead" and department eq "Research"  grant editor
3  userType eq "Contractor"                      deny editor, deploy:staging; stop
version 1`,
  },
  next: `see what a person gets by them: ${PROGRAM} role explain --tenant acme --user ID`,
  run: (admin, { tenant }) => admin.get(roleRulesAnswer, { path: ['tenants', tenant, 'roles'] }),
  show: ({ version, rules }) => {
    const rows = rules.map((rule, index) => [
      String(index + 1),
      shownWhen(rule.when),
      shownThen(rule),
    ]);
    const table = rows.length === 0 ? 'No rules.' : alignColumns([['#', 'WHEN', 'THEN'], ...rows]);
    return `${table}\nversion ${version}`;
  },
});

function shownWhen({ group, filter, connection, claimedGroup }: Condition): string {
  return [
    ...(group ? [`in group ${shownGroup(group)}`] : []),
    ...(filter === undefined ? [] : [filter]),
    ...(connection === undefined ? [] : [`signs in by ${connection}`]),
    ...(claimedGroup ? [`${claimedGroup.connection} says "${claimedGroup.value}"`] : []),
  ].join(', and ');
}

function shownGroup(group: NonNullable<Condition['group']>): string {
  if ('id' in group) return group.id;
  if ('displayName' in group) return `"${group.displayName}"`;
  return `"${group.externalId}" of ${group.directory}`;
}

function shownThen({ grant = [], deny = [], stop }: RoleRule): string {
  return [
    ...(grant.length > 0 ? [`grant ${grant.join(', ')}`] : []),
    ...(deny.length > 0 ? [`deny ${deny.join(', ')}`] : []),
    ...(stop ? ['stop'] : []),
  ].join('; ');
}
