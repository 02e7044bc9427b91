import { numberOf, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import { COUNTER_SHARDS, keys } from '#functions/adapters/dynamodb/keys.ts';
import { resourceRecord } from '#functions/adapters/dynamodb/resource-item.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { IdentityStore } from '#shared/identity/identity-store.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';

type ResourceReads = Pick<IdentityStore, 'resource' | 'page' | 'find' | 'count'>;

export function resourceStore(table: Table): ResourceReads {
  async function resource(scope: Scope, type: string, id: string) {
    const item = await table.get(keys.resource(scope, type, id));
    return item && resourceRecord(item);
  }

  async function resources(scope: Scope, type: string, ids: readonly string[]) {
    const found = await Promise.all(ids.map((id) => resource(scope, type, id)));
    return found.filter((record) => record !== undefined);
  }

  async function page(scope: Scope, type: string, afterId: string | undefined, limit: number) {
    const records: ResourceRecord[] = [];
    const pk = keys.collection(scope, type);
    let after = afterId;
    // The index may still list what is deleted by now, so a page can take more than one look at it.
    for (;;) {
      const wanted = limit - records.length;
      const start = after === undefined ? {} : { after };
      const rows = await table.query({ pk, index: 'collection', limit: wanted, ...start });
      const ids = rows.map((row) => stringOf(row, 'csk'));
      records.push(...(await resources(scope, type, ids)));
      after = ids.at(-1);
      if (rows.length < wanted || records.length === limit) return records;
    }
  }

  return {
    resource,
    page,

    async find(scope, entry) {
      const pk = keys.indexPartition(scope, entry);
      const guard = entry.unique ? await table.get({ pk, sk: 'GUARD' }) : undefined;
      const rows = entry.unique
        ? [guard].filter((row) => row !== undefined)
        : await table.query({ pk });
      const ids = rows.map((row) => stringOf(row, 'id'));
      return await resources(scope, entry.type, ids);
    },

    async count(scope, type) {
      const { pk } = keys.counter(scope, type, 0);
      const rows = await table.query({ pk, limit: COUNTER_SHARDS });
      return rows.reduce((total, row) => total + numberOf(row, 'amount'), 0);
    },
  };
}
