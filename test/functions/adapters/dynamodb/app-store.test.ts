import { beforeAll, expect, test } from 'vitest';
import { createAppStore } from '#functions/adapters/dynamodb/app-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import type { AppStore } from '#shared/sessions/app-store.ts';
import { newTable } from '../../../support/new-table.ts';
import { appFor } from '../../../support/sessions.ts';

let apps: AppStore;
beforeAll(async () => {
  const { client, tableName } = await newTable();
  apps = createAppStore(createTable(client, tableName));
});

test('an app is changed by whoever read it last, and is of its tenant alone', async () => {
  const app = appFor();
  await apps.createApp(app);
  expect(await apps.app('acme', app.id)).toEqual(app);
  expect(await apps.app('globex', app.id)).toBeUndefined();
  expect(await apps.apps('globex')).toEqual([]);

  const renamed = { ...app, name: 'Handbook', version: 2 };
  await apps.replaceApp(renamed);
  await expect(apps.replaceApp({ ...app, name: 'Late', version: 2 })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await apps.apps('acme')).toEqual([renamed]);

  await expect(apps.deleteApp(app)).rejects.toMatchObject({ code: 'conflict' });
  await apps.deleteApp(renamed);
  await expect(apps.replaceApp({ ...renamed, version: 3 })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await apps.app('acme', app.id)).toBeUndefined();
});
