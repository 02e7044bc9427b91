import { keyItem, N, numberOf, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import { keys } from '#functions/adapters/dynamodb/keys.ts';
import { outboxItem } from '#functions/adapters/dynamodb/outbox-item.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { RoleRuleStore } from '#shared/sessions/roles/role-rule-store.ts';
import { noRules, type RoleRule, type RoleRules } from '#shared/sessions/roles/role-rules.ts';

/** One row holds the rules in force; what was before them is told by their events. */
export function createRoleRuleStore(table: Table): RoleRuleStore {
  return {
    async roleRules(tenantId) {
      const item = await table.get(keys.roleRules(tenantId));
      if (!item) return noRules;
      // This program wrote it, so its shape is taken on trust.
      const rules = JSON.parse(stringOf(item, 'rules')) as RoleRule[];
      return { version: numberOf(item, 'version'), rules };
    },

    async replaceRoleRules(tenantId, next, outbox) {
      const scope = { tenantId, directoryId: '', visibility: 'tenant' } as const;
      await table.transact([
        replacement(table.name, tenantId, next),
        { item: { Put: { TableName: table.name, Item: outboxItem(scope, outbox) } } },
      ]);
    },
  };
}

function replacement(TableName: string, tenantId: string, { version, rules }: RoleRules): Write {
  const Item = {
    ...keyItem(keys.roleRules(tenantId)),
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
  return {
    item: { Put: { TableName, Item, ...isNext } },
    refused: () =>
      new DomainError(
        'conflict',
        'The role rules of this tenant were changed meanwhile. Look at them and try again.',
      ),
  };
}
