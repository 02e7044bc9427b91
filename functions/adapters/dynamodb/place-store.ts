import { N, numberOf, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import { keys } from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { IdentityStore } from '#shared/identity/identity-store.ts';
import type { Clock } from '#shared/kernel/clock.ts';

/** Seconds for which a served page remembers where the next one begins. */
const REMEMBERED = 600;

/**
 * Paging by number over an index that knows no numbers. A served page notes its last id; the page after it
 * starts there, unless something was deleted since, which moves what follows. Without a note the keys are counted, which is cheap enough for a jump and too dear for a walk.
 */
export function placeStore(table: Table, clock: Clock): Pick<IdentityStore, 'idAt' | 'noteIdAt'> {
  return {
    async idAt(scope, type, place, tallying) {
      const [noted, { total, deletions }] = await Promise.all([
        table.get(keys.place(scope, type, place)),
        tallying,
      ]);
      if (place > total) return undefined;
      const holds =
        noted &&
        numberOf(noted, 'expiresAt') * 1_000 > clock.now() &&
        numberOf(noted, 'deletions') === deletions;
      if (holds) return stringOf(noted, 'id');
      const pk = keys.collection(scope, type);
      const rows = await table.query({ pk, index: 'collection', limit: place });
      const last = rows[place - 1];
      return last && stringOf(last, 'csk');
    },

    async noteIdAt(scope, type, place, id, { deletions }) {
      const expiresAt = Math.floor(clock.now() / 1_000) + REMEMBERED;
      const values = { ':id': S(id), ':expiresAt': N(expiresAt), ':deletions': N(deletions) };
      const note = 'SET id = :id, expiresAt = :expiresAt, deletions = :deletions';
      await table
        .update(keys.place(scope, type, place), note, values)
        // The page is served whether or not its place is noted.
        .catch(() => undefined);
    },
  };
}
