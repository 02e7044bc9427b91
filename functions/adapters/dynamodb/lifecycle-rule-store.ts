import { keyItem, N, numberOf, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import { keys } from '#functions/adapters/dynamodb/keys.ts';
import { outboxItem } from '#functions/adapters/dynamodb/outbox-item.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import {
  type LifecycleRule,
  type LifecycleRules,
  noLifecycleRules,
} from '#shared/lifecycle/rules/rule.ts';
import type { LifecycleRuleStore } from '#shared/lifecycle/rules/rule-store.ts';

/** One row holds the rules of a tenant; what was before them is told by their events. */
export function createLifecycleRuleStore(table: Table): LifecycleRuleStore {
  return {
    async lifecycleRules(tenantId) {
      const item = await table.get(keys.lifecycleRules(tenantId));
      if (!item) return noLifecycleRules;
      // This program wrote it, so its shape is taken on trust.
      const rules = JSON.parse(stringOf(item, 'rules')) as LifecycleRule[];
      return { version: numberOf(item, 'version'), rules };
    },

    async replaceLifecycleRules(tenantId, next, outbox) {
      const scope = { tenantId, directoryId: '', visibility: 'tenant' } as const;
      const told = { item: { Put: { TableName: table.name, Item: outboxItem(scope, outbox) } } };
      await table.transact([replacement(table.name, tenantId, next), told]);
    },
  };
}

function replacement(
  TableName: string,
  tenantId: string,
  { version, rules }: LifecycleRules,
): Write {
  const Item = {
    ...keyItem(keys.lifecycleRules(tenantId)),
    version: N(version),
    rules: S(JSON.stringify(rules)),
  };
  const isNext =
    version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'version = :before',
          ExpressionAttributeValues: { ':before': N(version - 1) },
        };
  return { item: { Put: { TableName, Item, ...isNext } } };
}
