import { type Item, json, jsonOf, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { readWhole } from '#functions/adapters/dynamodb/read-whole.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { nextPlanned } from '#shared/identity/planned-dates.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import type { PlannedStore } from '#shared/lifecycle/fire-planned.ts';

/** What files the row of a user under their next date; nothing for the many who have none. */
export function plannedItem(scope: Scope, { id, planned }: ResourceRecord): Item {
  const next = planned && nextPlanned(planned);
  if (next === undefined) return {};
  const { tenantId, directoryId, visibility } = scope;
  const own = visibility === 'own' ? directoryId : '';
  return {
    dpk: S(keys.duePlanned),
    dsk: S(`${next}#${id}`),
    plannedIn: json({ tenantId, directoryId: own, visibility }),
  };
}

export function createPlannedStore(table: Table): PlannedStore {
  return {
    async plannedDue(now, limit, after = '0') {
      const between = [after, `${isoTime(now)}~`] as const;
      const rows = await table.query({ pk: keys.duePlanned, index: 'due', between, limit });
      const planned = (await readWhole(table, rows)).filter((item) => item['plannedIn']);
      const users = planned.map((item) => {
        return { scope: jsonOf<Scope>(item, 'plannedIn'), id: stringOf(item, 'id') };
      });
      const last = rows.length < limit ? undefined : rows.at(-1);
      return { users, ...(last && { next: `${stringOf(last, 'dsk')}~` }) };
    },
  };
}
