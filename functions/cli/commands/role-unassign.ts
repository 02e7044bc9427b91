import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { roleArgument } from '#functions/cli/role-parameters.ts';
import { oneUser, userPath } from '#functions/cli/user-parameters.ts';

export const roleUnassign = defineCommand({
  name: 'unassign',
  summary: 'take an assigned role away from a user',
  description: `Takes away a role that was assigned to a user, by whomever. What a rule gives stays: change the rule, or deny it.`,
  arguments: { role: roleArgument },
  options: oneUser.options,
  example: {
    typed: 'auditor --tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    printed: 'Took away auditor.',
  },
  next: `see what is left: ${PROGRAM} role explain --tenant acme --user ID`,
  run: async (admin, { role, tenant, user, directory }) => {
    await admin.delete({ path: userPath(tenant, user, 'roles', role), query: { directory } });
    return { role, removed: true };
  },
  show: ({ role }) => `Took away ${role}.`,
});
