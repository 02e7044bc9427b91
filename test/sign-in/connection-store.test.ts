import { beforeAll, expect, test } from 'vitest';
import { createConnectionStore } from '#functions/adapters/dynamodb/connection-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import { MAX_CONNECTIONS } from '#shared/sign-in/connection.ts';
import type { ConnectionStore } from '#shared/sign-in/connection-store.ts';
import { newTable } from '../support/new-table.ts';
import { sampleConnection } from './support/sample-connection.ts';

const createdAt = '2026-11-02T09:00:00.000Z';
let store: ConnectionStore;

beforeAll(async () => {
  const { client, tableName } = await newTable();
  const table = createTable(client, tableName);
  store = createConnectionStore(table);
  const tenancy = createTenancyStore(table);
  await Promise.all(
    ['acme', 'globex', 'crowd'].map((id) => tenancy.createTenant({ id, createdAt })),
  );
});

test('keeps what it was given, for this tenant alone', async () => {
  const okta = sampleConnection({ allowedTenants: ['9188040d-6c67-4c5b-b112-36a304b66dad'] });
  await store.createConnection(okta);
  expect(await store.connection(okta)).toEqual(okta);
  expect(await store.connections('acme')).toEqual([okta]);
  expect(await store.connection({ ...okta, tenantId: 'globex' })).toBeUndefined();
  expect(await store.connections('globex')).toEqual([]);
});

test('one id is one connection, of a tenant that there is', async () => {
  const entra = sampleConnection({ id: 'entra' });
  await store.createConnection(entra);
  await expect(store.createConnection(entra)).rejects.toMatchObject({ code: 'conflict' });
  const nobodys = sampleConnection({ tenantId: 'nobody' });
  await expect(store.createConnection(nobodys)).rejects.toMatchObject({ code: 'notFound' });
});

test('of two who change one, the second is told; what is deleted stays so', async () => {
  const google = sampleConnection({ id: 'google' });
  await store.createConnection(google);
  const renamed = { ...google, displayName: 'Workspace', version: 2 };
  await store.replaceConnection(renamed);
  await expect(store.replaceConnection(renamed)).rejects.toMatchObject({ code: 'conflict' });
  expect(await store.connection(google)).toEqual(renamed);
  await store.deleteConnection(google);
  expect(await store.connection(google)).toBeUndefined();
  const late = { ...renamed, version: 3 };
  await expect(store.replaceConnection(late)).rejects.toMatchObject({ code: 'conflict' });
});

test('a tenant has a page full of them at most', async () => {
  for (let n = 0; n < MAX_CONNECTIONS; n += 1) {
    await store.createConnection(sampleConnection({ tenantId: 'crowd', id: `number-${n}` }));
  }
  const another = sampleConnection({ tenantId: 'crowd', id: 'another' });
  await expect(store.createConnection(another)).rejects.toMatchObject({ code: 'conflict' });
});
