import { commit } from '#functions/adapters/dynamodb/commit.ts';
import { journalStore } from '#functions/adapters/dynamodb/journal-store.ts';
import { memberStore } from '#functions/adapters/dynamodb/member-store.ts';
import { nestingStore } from '#functions/adapters/dynamodb/nesting-store.ts';
import { placeStore } from '#functions/adapters/dynamodb/place-store.ts';
import { resourceStore } from '#functions/adapters/dynamodb/resource-store.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { IdentityStore } from '#shared/identity/identity-store.ts';
import type { Clock } from '#shared/kernel/clock.ts';

/** The identity store on one DynamoDB table. */
export function createIdentityStore(table: Table, clock: Clock): IdentityStore {
  const journals = journalStore(table);
  const { nestings, forget } = nestingStore(table, clock);
  return {
    ...resourceStore(table),
    ...memberStore(table),
    ...placeStore(table, clock),
    ...journals,
    nestings,
    commit: (scope, change) => commit(table, scope, change).finally(() => forget(scope)),
    commitSlice: (scope, ...slice) =>
      journals.commitSlice(scope, ...slice).finally(() => forget(scope)),
    dropMembers: (scope, id) => journals.dropMembers(scope, id).finally(() => forget(scope)),
  };
}
