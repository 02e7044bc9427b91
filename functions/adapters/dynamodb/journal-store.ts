import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import { keyItem, N, numberOf, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import { journalOf, sliceOf } from '#functions/adapters/dynamodb/journal-item.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { memberItem } from '#functions/adapters/dynamodb/member-item.ts';
import { outboxItem } from '#functions/adapters/dynamodb/outbox-item.ts';
import { readWhole } from '#functions/adapters/dynamodb/read-whole.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { type IdentityStore, isLostRace } from '#shared/identity/identity-store.ts';
import { groupLabel, type ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { isoTime } from '#shared/kernel/clock.ts';

type JournalOperations = Pick<
  IdentityStore,
  | 'nextSlices'
  | 'commitSlice'
  | 'endDeferral'
  | 'dropMembers'
  | 'renameInMembers'
  | 'journalsDue'
  | 'closeJournal'
>;

/** What is finished after a commit, by the one who committed or by whoever finds it undone. */
export function journalStore(table: Table): JournalOperations {
  return {
    async nextSlices(scope, group, limit) {
      if (!group.journal) return [];
      const items = await table.query({ ...keys.slices(scope, group.id, group.journal), limit });
      return items.map(sliceOf);
    },

    async commitSlice(scope, group, { key, delta }, outbox) {
      const TableName = table.name;
      const { pk } = keys.resource(scope, 'Group', group.id);
      const puts = [
        ...delta.added.map((member) => memberItem(scope, group, member)),
        outboxItem(scope, outbox),
      ];
      await table.transact([
        // The slice is its own fence: it is there for exactly one transaction to take away.
        {
          item: {
            Delete: {
              TableName,
              Key: keyItem({ pk, sk: key }),
              ConditionExpression: 'attribute_exists(pk)',
            },
          },
        },
        ...delta.removed.map(({ id }) => ({
          item: { Delete: { TableName, Key: keyItem(keys.member(scope, group.id, id)) } },
        })),
        ...puts.map((Item) => ({ item: { Put: { TableName, Item } } })),
      ]);
    },

    async endDeferral(scope, group) {
      if (!group.journal) return;
      const key = keys.resource(scope, 'Group', group.id);
      const values = { ':journal': S(group.journal) };
      await table.update(key, 'REMOVE journal', values, 'journal = :journal').catch(unlessLost);
    },

    async dropMembers(scope, groupId) {
      const rows = await table.query({ ...keys.members(scope, groupId), keysOnly: true });
      await table.writeAll(rows.map((Key): WriteRequest => ({ DeleteRequest: { Key } })));
    },

    async renameInMembers(scope, group) {
      const rows = await table.query(keys.members(scope, group.id));
      // Also what bears the name already: who is late with an earlier one has to find it newer.
      for (const row of rows.filter((found) => numberOf(found, 'named') < group.version)) {
        await rename(table, scope, group, stringOf(row, 'sk'));
      }
    },

    async journalsDue(now, limit) {
      const rows = await table.query({
        pk: keys.dueJournals,
        index: 'due',
        between: ['0', isoTime(now)],
        limit,
      });
      return (await readWhole(table, rows)).map(journalOf);
    },

    async closeJournal({ scope, type, resourceId, id }) {
      const Key = keyItem(keys.journal(scope, type, resourceId, id));
      await table.writeAll([{ DeleteRequest: { Key } }]);
    },
  };
}

async function rename(
  table: Table,
  scope: Scope,
  group: ResourceRecord,
  sk: string,
): Promise<void> {
  const { pk } = keys.resource(scope, 'Group', group.id);
  const values = { ':name': S(groupLabel(group)), ':version': N(group.version) };
  await table
    .update(
      { pk, sk },
      'SET groupName = :name, named = :version',
      values,
      'attribute_exists(pk) AND named < :version',
    )
    .catch(unlessLost);
}

function unlessLost(error: unknown): void {
  if (!isLostRace(error)) throw error;
}
