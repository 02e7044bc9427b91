import { numberOf, optionalString, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import { isEnded } from '#functions/adapters/dynamodb/ended-link.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { resourceRecord } from '#functions/adapters/dynamodb/resource-item.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { IdentityStore } from '#shared/identity/identity-store.ts';

type ResourceReads = Pick<IdentityStore, 'resource' | 'lookUp' | 'isEnded' | 'tally' | 'idsAfter'>;

export function resourceStore(table: Table): ResourceReads {
  return {
    async resource(scope, type, id) {
      const item = await table.get(keys.resource(scope, type, id));
      return item && resourceRecord(item);
    },

    async lookUp(scope, entry) {
      const pk = keys.indexPartition(scope, entry);
      if (!entry.unique) return (await table.query({ pk })).map((row) => stringOf(row, 'id'));
      const guard = await table.get({ pk, sk: 'GUARD' });
      const id = guard && optionalString(guard, 'id');
      return id === undefined ? [] : [id];
    },

    async isEnded(scope, entry, now) {
      return isEnded(await table.get({ pk: keys.indexPartition(scope, entry), sk: 'GUARD' }), now);
    },

    async tally(scope, type) {
      const { pk } = keys.counter(scope, type, 0);
      const rows = await table.query({ pk, limit: keys.COUNTER_SHARDS });
      const sum = (name: string) => rows.reduce((total, row) => total + numberOf(row, name), 0);
      return { total: sum('amount'), deletions: sum('deletions') };
    },

    async idsAfter(scope, type, afterId, limit) {
      const start = afterId === undefined ? {} : { after: afterId };
      const pk = keys.collection(scope, type);
      const rows = await table.query({ pk, index: 'collection', limit, ...start });
      return rows.map((row) => stringOf(row, 'csk'));
    },
  };
}
