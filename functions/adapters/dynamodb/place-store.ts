import { N, numberOf, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { IdentityStore } from '#shared/identity/identity-store.ts';
import type { Scope } from '#shared/identity/scope.ts';
import type { Clock } from '#shared/kernel/clock.ts';

/** Seconds for which a served page remembers where the next one begins. */
const REMEMBERED = 600;

/** Keys that are counted in one Query, at whose end the place is noted as well. */
const STRIDE = 2_000;
/** Notes at whole strides that are looked at: one BatchGetItem. */
const MAX_STRIDES = 100;

interface Place {
  readonly place: number;
  readonly id: string;
}

/**
 * Paging by number over an index that knows no numbers. A served page notes its last id; the page after it
 * starts there, unless something was deleted since, which moves what follows. Without a note the keys are counted
 * from the nearest place that is known, and places are noted on the way: cheap enough for a jump, too dear for a walk.
 */
export function placeStore(table: Table, clock: Clock): Pick<IdentityStore, 'idAt' | 'noteIdAt'> {
  /** It holds as long as nothing was deleted since. */
  async function noted(scope: Scope, type: string, place: number) {
    const row = await table.get(keys.place(scope, type, place));
    if (!row || numberOf(row, 'expiresAt') * 1_000 <= clock.now()) return undefined;
    return { place, id: stringOf(row, 'id'), deletions: numberOf(row, 'deletions') };
  }

  async function note(scope: Scope, type: string, place: number, id: string, deletions: number) {
    const expiresAt = Math.floor(clock.now() / 1_000) + REMEMBERED;
    const values = { ':id': S(id), ':expiresAt': N(expiresAt), ':deletions': N(deletions) };
    const expression = 'SET id = :id, expiresAt = :expiresAt, deletions = :deletions';
    await table
      .update(keys.place(scope, type, place), expression, values)
      // What was asked for is answered whether or not a place is noted.
      .catch(() => undefined);
  }

  async function nearest(scope: Scope, type: string, place: number, deletions: number) {
    const last = Math.floor(place / STRIDE);
    const strides = Array.from({ length: Math.min(last, MAX_STRIDES) }, (_, n) => last - n);
    const known = strides.map((stride) => noted(scope, type, stride * STRIDE));
    return (await Promise.all(known)).find((each) => each?.deletions === deletions);
  }

  async function count(scope: Scope, type: string, place: number, deletions: number) {
    let at: Place | undefined = await nearest(scope, type, place, deletions);
    while (!at || at.place < place) {
      const next = await advance(scope, type, at, place);
      if (!next) return undefined;
      if (next.place % STRIDE === 0) await note(scope, type, next.place, next.id, deletions);
      at = next;
    }
    return at.id;
  }

  /** To the end of the stride, or to where is wanted; undefined when there are not so many. */
  async function advance(scope: Scope, type: string, at: Place | undefined, wanted: number) {
    const from = at?.place ?? 0;
    const limit = Math.min(STRIDE - (from % STRIDE), wanted - from);
    const pk = keys.collection(scope, type);
    const after = at && { after: at.id };
    const rows = await table.query({ pk, index: 'collection', limit, ...after });
    const last = rows[limit - 1];
    return last && { place: from + limit, id: stringOf(last, 'csk') };
  }

  return {
    async idAt(scope, type, place, tallying) {
      const [known, { total, deletions }] = await Promise.all([
        noted(scope, type, place),
        tallying,
      ]);
      if (place > total) return undefined;
      if (known?.deletions === deletions) return known.id;
      return await count(scope, type, place, deletions);
    },

    noteIdAt: (scope, type, place, id, { deletions }) => note(scope, type, place, id, deletions),
  };
}
