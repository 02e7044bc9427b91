import { createAsyncRequestStore } from '#functions/adapters/dynamodb/async-request-store.ts';
import { createCursorSecret } from '#functions/adapters/dynamodb/cursor-secret.ts';
import { createDeclarationStore } from '#functions/adapters/dynamodb/declaration-store.ts';
import { createAsyncPerformer } from '#shared/scim-api/async/perform-async-request.ts';
import type { World } from '../../support/world.ts';

/** What the queue and the function behind it do, whenever a test wants it done. */
export function asyncWorker({
  table,
  clock,
  ports,
  tenancy,
  handedOn,
  guardDepartures,
  unforeseen,
}: World) {
  const store = createAsyncRequestStore(table, clock);
  const perform = createAsyncPerformer({
    ports,
    declarations: createDeclarationStore(table),
    cursorSecret: createCursorSecret(table),
    guardDepartures,
    tokens: tenancy,
    requests: store,
    report: (error) => unforeseen.push(error),
  });
  const minutes = (count: number) => clock.now() + count * 60_000;
  return {
    ...store,
    perform,
    /** Hands out everything that waits, once. */
    async workOff(): Promise<void> {
      for (const { owner, txn } of handedOn.splice(0)) {
        await perform(owner, txn, { leasedUntil: minutes(3), deadline: minutes(2) });
      }
    },
  };
}
