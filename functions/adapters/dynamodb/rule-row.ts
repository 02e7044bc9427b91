import { json, jsonOf, keyItem, N, numberOf } from '#functions/adapters/dynamodb/attributes.ts';
import { ifNext } from '#functions/adapters/dynamodb/if-next.ts';
import type { Key } from '#functions/adapters/dynamodb/keys.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import { tell } from '#functions/adapters/dynamodb/writes.ts';
import type { OutboxRecord } from '#shared/events/envelope.ts';
import { sharedScope } from '#shared/identity/scope.ts';

interface Rules<Rule> {
  readonly version: number;
  readonly rules: readonly Rule[];
}

/**
 * The row that holds all rules of one kind of a tenant: version 0, and no row, before the first. What was before them is
 * told by their events.
 *
 * @param refused What it means when another version came first; a LostRace unless it says otherwise.
 */
export function ruleRow<Rule>(
  table: Table,
  keyOf: (tenantId: string) => Key,
  refused?: Write['refused'],
) {
  return {
    async read(tenantId: string): Promise<Rules<Rule>> {
      const item = await table.get(keyOf(tenantId));
      if (!item) return { version: 0, rules: [] };
      const rules = jsonOf<Rule[]>(item, 'rules');
      return { version: numberOf(item, 'version'), rules };
    },

    async replace(tenantId: string, next: Rules<Rule>, outbox: OutboxRecord): Promise<void> {
      const { version, rules } = next;
      const row = { version: N(version), rules: json(rules) };
      const Item = { ...keyItem(keyOf(tenantId)), ...row };
      const Put = { TableName: table.name, Item, ...ifNext('version', version) };
      await table.transact([
        { item: { Put }, ...(refused && { refused }) },
        ...tell(table.name, sharedScope(tenantId), outbox),
      ]);
    },
  };
}
