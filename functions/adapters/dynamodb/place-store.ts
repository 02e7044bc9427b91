import { N, numberOf, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import { keys } from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { IdentityStore } from '#shared/identity/identity-store.ts';
import type { Clock } from '#shared/kernel/clock.ts';

/** Seconds for which a served page remembers where the next one begins. */
const REMEMBERED = 600;

/**
 * Paging by number over an index that knows no numbers. A served page notes its last id; the page after it
 * starts there. Without a note the keys are counted, which is cheap enough for a jump and too dear for a walk.
 */
export function placeStore(table: Table, clock: Clock): Pick<IdentityStore, 'idAt' | 'noteIdAt'> {
  return {
    async idAt(scope, type, place) {
      const noted = await table.get(keys.place(scope, type, place));
      if (noted && numberOf(noted, 'expiresAt') * 1_000 > clock.now()) return stringOf(noted, 'id');
      const pk = keys.collection(scope, type);
      const rows = await table.query({ pk, index: 'collection', limit: place });
      const last = rows[place - 1];
      return last && stringOf(last, 'csk');
    },

    async noteIdAt(scope, type, place, id) {
      const expiresAt = Math.floor(clock.now() / 1_000) + REMEMBERED;
      await table
        .update(keys.place(scope, type, place), 'SET id = :id, expiresAt = :expiresAt', {
          ':id': S(id),
          ':expiresAt': N(expiresAt),
        })
        // The page is served whether or not its place is noted.
        .catch(() => undefined);
    },
  };
}
