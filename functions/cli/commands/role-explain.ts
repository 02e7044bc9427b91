import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownRoles } from '#functions/cli/shown-roles.ts';
import { oneUser, userPath } from '#functions/cli/user-parameters.ts';
import { rolesAnswer } from '#shared/admin/role-contract.ts';

export const roleExplain = defineCommand({
  name: 'explain',
  summary: 'say why a user has which roles',
  description: `Shows the roles that a user has at this moment, as the next token will have them, and what gives or denies each:
an assignment, or a rule with the group, link or attributes by which it holds. Values of attributes are not shown.`,
  ...oneUser,
  example: {
    typed: '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    printed: `ROLE            EFFECT   BY
auditor         granted  assigned by admin admin-api
engineer        granted  rule 1 (engineers): direct member of Engineering
deploy:staging  granted  rule 1 (engineers): direct member of Engineering
Roles: auditor, deploy:staging, engineer`,
  },
  next: `see the rules: ${PROGRAM} role rules show --tenant acme`,
  run: (admin, { tenant, user, directory }) =>
    admin.get(rolesAnswer, { path: userPath(tenant, user, 'roles'), query: { directory } }),
  show: shownRoles,
});
