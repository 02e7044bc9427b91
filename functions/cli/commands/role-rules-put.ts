import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { fileOption } from '#functions/cli/parameter.ts';
import { readDocument } from '#functions/cli/read-document.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { roleRulesAnswer } from '#shared/admin/role-contract.ts';

const PAGE = 'docs/roles.md';

const rulesFile = z.looseObject({ rules: z.array(z.unknown()) });

export const roleRulesPut = defineCommand({
  name: 'rules put',
  summary: 'replace the rules that give roles',
  description: `Replaces all rules of a tenant by those of a file, in their order; from the next token on they count. What
\`role rules show --json\` prints can be changed and put back; it is refused if somebody else was first.`,
  arguments: {},
  options: {
    tenant: tenantOption,
    file: fileOption(`JSON with the list of rules, as ${PAGE} has it`),
  },
  example: {
    typed: '--tenant acme --file docs/examples/role-rules.json',
    printed: 'The role rules of acme are at version 1 now: 3 rules.',
  },
  next: `see what a person gets by them: ${PROGRAM} role explain --tenant acme --user ID`,
  run: async (admin, { tenant, file }) => {
    const body = await readDocument(file, rulesFile, PAGE);
    return await admin.put(roleRulesAnswer, { path: ['tenants', tenant, 'roles'], body });
  },
  show: ({ version, rules }, { tenant }) =>
    `The role rules of ${tenant} are at version ${version} now: ${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}.`,
});
