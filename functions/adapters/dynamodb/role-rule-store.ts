import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { ruleRow } from '#functions/adapters/dynamodb/rule-row.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { RoleRuleStore } from '#shared/sessions/roles/role-rule-store.ts';
import type { RoleRule } from '#shared/sessions/roles/role-rules.ts';

/** The role rules of tenants on the single table. */
export function createRoleRuleStore(table: Table): RoleRuleStore {
  const row = ruleRow<RoleRule>(table, keys.roleRules, overtaken);
  return { roleRules: row.read, replaceRoleRules: row.replace };
}

function overtaken(): DomainError {
  return new DomainError(
    'conflict',
    'The role rules of this tenant were changed meanwhile. Look at them and try again.',
  );
}
