import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { ruleRow } from '#functions/adapters/dynamodb/rule-row.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { LifecycleRule } from '#shared/lifecycle/rules/rule.ts';
import type { LifecycleRuleStore } from '#shared/lifecycle/rules/rule-store.ts';

/** The lifecycle rules of tenants on the single table. */
export function createLifecycleRuleStore(table: Table): LifecycleRuleStore {
  const row = ruleRow<LifecycleRule>(table, keys.lifecycleRules);
  return { lifecycleRules: row.read, replaceLifecycleRules: row.replace };
}
