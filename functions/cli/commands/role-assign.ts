import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { roleArgument } from '#functions/cli/role-parameters.ts';
import { oneUser, userPath } from '#functions/cli/user-parameters.ts';
import { rolesAnswer } from '#shared/admin/role-contract.ts';

export const roleAssign = defineCommand({
  name: 'assign',
  summary: 'give a role to one user',
  description: `Gives a role to a user until it is taken away again, whatever the rules say; but a rule that denies it wins.`,
  arguments: { role: roleArgument },
  options: oneUser.options,
  example: {
    typed: 'auditor --tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    printed: 'Assigned auditor. Roles: auditor, deploy:staging, engineer',
  },
  next: `see where each comes from: ${PROGRAM} role explain --tenant acme --user ID`,
  run: (admin, { role, tenant, user, directory }) =>
    admin.post(rolesAnswer, {
      path: userPath(tenant, user, 'roles'),
      query: { directory },
      body: { role },
    }),
  show: ({ roles }, { role }) => `Assigned ${role}. Roles: ${roles.join(', ')}`,
});
