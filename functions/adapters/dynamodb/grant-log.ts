import { json, jsonOf, keyItem, N } from '#functions/adapters/dynamodb/attributes.ts';
import { unlessRefused } from '#functions/adapters/dynamodb/delivery-store.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { Granted, GrantLog } from '#shared/sessions/grant-log.ts';

/** Grants of the OpenID provider by user: its own rows can only be found by who knows their ids. */
export function createGrantLog(table: Table): GrantLog {
  return {
    async note(granted, expiresAt) {
      const Item = {
        ...keyItem(keys.granted(granted.session, granted.appId)),
        granted: json(granted),
        expiresAt: N(expiresAt),
      };
      await unlessRefused(table.put(Item, 'attribute_not_exists(pk)'));
    },

    async grantsOf(scope, userId, sessions) {
      const ids = [...sessions].sort();
      const [first, last] = [ids[0], ids.at(-1)];
      if (first === undefined || last === undefined) return [];
      const rows = await table.query(keys.grants(scope, userId, first, last));
      const found = rows.map((row) => jsonOf<Granted>(row, 'granted'));
      return found.filter(({ session }) => sessions.has(session.id));
    },

    async drop({ session, appId, grantId }) {
      const { tenantId } = session.scope;
      const remove = (key: ReturnType<typeof keys.granted>) => ({
        DeleteRequest: { Key: keyItem(key) },
      });
      await table.writeAll([remove(keys.artefact(tenantId, 'Grant', grantId))]);
      await table.writeAll([remove(keys.granted(session, appId))]);
    },
  };
}
