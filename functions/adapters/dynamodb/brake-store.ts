import { brakeOf, brakeWrite } from '#functions/adapters/dynamodb/brake-item.ts';
import { keys } from '#functions/adapters/dynamodb/keys.ts';
import { outboxItem } from '#functions/adapters/dynamodb/outbox-item.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
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
      const scope = {
        tenantId: directory.tenantId,
        directoryId: '',
        visibility: 'tenant',
      } as const;
      const told: Write[] = outbox
        ? [{ item: { Put: { TableName: table.name, Item: outboxItem(scope, outbox) } } }]
        : [];
      const text = JSON.stringify(kept);
      await table.transact([brakeWrite(table.name, { directory, revision, text }), ...told]);
    },
  };
}
