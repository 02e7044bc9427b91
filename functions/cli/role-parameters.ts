import type { Parameter } from '#functions/cli/parameter.ts';
import { roleName } from '#shared/admin/role-contract.ts';

export const roleArgument = {
  schema: roleName,
  placeholder: 'ROLE',
  summary: 'the name of the role, as apps see it in tokens',
} satisfies Parameter;
