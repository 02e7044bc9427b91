import { brakeOf, brakeWrite } from '#functions/adapters/dynamodb/brake-item.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { tell } from '#functions/adapters/dynamodb/writes.ts';
import { sharedScope } from '#shared/identity/scope.ts';
import type { BrakeStore } from '#shared/lifecycle/brake-store.ts';
import { untouchedBrake } from '#shared/lifecycle/directory-brake.ts';

/** The brakes of directories on the single table; departures replace them in transactions of their own. */
export function createBrakeStore(table: Table): BrakeStore {
  return {
    async brake(directory) {
      const item = await table.get(keys.brake(directory));
      return item ? brakeOf(item) : untouchedBrake;
    },

    async replaceBrake(directory, { revision, ...kept }, outbox) {
      const count = { directory, revision, text: JSON.stringify(kept) };
      const told = tell(table.name, sharedScope(directory.tenantId), outbox);
      await table.transact([brakeWrite(table.name, count), ...told]);
    },
  };
}
