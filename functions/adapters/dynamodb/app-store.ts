import { type Item, json, jsonOf, keyItem, N } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { App } from '#shared/sessions/app.ts';
import type { AppStore } from '#shared/sessions/app-store.ts';

/** Apps on the single table, each a row beside its tenant. */
export function createAppStore(table: Table): AppStore {
  return {
    async createApp(app) {
      await table.put(appItem(app), 'attribute_not_exists(pk)');
    },

    async apps(tenantId) {
      return (await table.query(keys.apps(tenantId))).map(appOf);
    },

    async app(tenantId, id) {
      const item = await table.get(keys.app(tenantId, id));
      return item && appOf(item);
    },

    async replaceApp(app) {
      const Put = { TableName: table.name, Item: appItem(app), ...ifVersion(app.version - 1) };
      await table.transact([changed({ Put })]);
    },

    async deleteApp({ tenantId, id, version }) {
      const Key = keyItem(keys.app(tenantId, id));
      await table.transact([
        changed({ Delete: { TableName: table.name, Key, ...ifVersion(version) } }),
      ]);
    },
  };
}

function ifVersion(version: number) {
  return {
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': N(version) },
  };
}

function changed(item: Write['item']): Write {
  const detail = 'Somebody else changed this app at the same time. Try again.';
  return { item, refused: () => new DomainError('conflict', detail) };
}

function appItem(app: App): Item {
  return {
    ...keyItem(keys.app(app.tenantId, app.id)),
    version: N(app.version),
    app: json(app),
  };
}

function appOf(item: Item): App {
  return jsonOf<App>(item, 'app');
}
