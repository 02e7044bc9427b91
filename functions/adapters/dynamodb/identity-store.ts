import { commit } from '#functions/adapters/dynamodb/commit.ts';
import { journalStore } from '#functions/adapters/dynamodb/journal-store.ts';
import { memberStore } from '#functions/adapters/dynamodb/member-store.ts';
import { placeStore } from '#functions/adapters/dynamodb/place-store.ts';
import { resourceStore } from '#functions/adapters/dynamodb/resource-store.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { IdentityStore } from '#shared/identity/identity-store.ts';
import type { Clock } from '#shared/kernel/clock.ts';

/** The identity store on one DynamoDB table. */
export function createIdentityStore(table: Table, clock: Clock): IdentityStore {
  return {
    ...resourceStore(table),
    ...memberStore(table),
    ...placeStore(table, clock),
    ...journalStore(table),
    commit: (scope, change) => commit(table, scope, change),
  };
}
