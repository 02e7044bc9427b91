import { randomUUID } from 'node:crypto';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoDB } from '#functions/adapters/dynamodb/client.ts';
import { createIdentityStore } from '#functions/adapters/dynamodb/identity-store.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { createTenancyStore } from '#functions/adapters/dynamodb/tenancy-store.ts';
import { system } from '#functions/runtime/system.ts';
import { MAX_BURST, MAX_PER_SECOND } from '#shared/tenancy/rate-limit.ts';
import { mintToken } from '#shared/tenancy/token.ts';
import { tableDefinition } from '../support/table-definition.ts';

/** A table in DynamoDB Local with one tenant and one lenient directory; without a stream, which nobody reads here. */
export async function newFixture(endpoint: string) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = createDynamoDB({ region: 'eu-west-1', endpoint, credentials });
  const tableName = `bench-${randomUUID()}`;
  const { StreamSpecification: _, ...definition } = tableDefinition;
  await client.send(new CreateTableCommand({ TableName: tableName, ...definition }));
  const table = createTable(client, tableName);
  const tenancy = createTenancyStore(table);
  const createdAt = new Date().toISOString();
  await tenancy.createTenant({ id: 'bench', createdAt });
  const directory = {
    tenantId: 'bench',
    dialect: 'lenient',
    visibility: 'tenant',
    createdAt,
  } as const;
  await tenancy.createDirectory({ ...directory, id: 'lenient' });
  const id = system.newId();
  const { token, secretHash } = await mintToken(id);
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const mine = { id, directoryId: 'lenient', scope: 'full', secretHash, expiresAt } as const;
  await tenancy.addToken({ ...directory, ...mine }, Date.now());
  // As fast as it goes: the limit of a directory is not what is measured.
  const unlimited = { perSecond: MAX_PER_SECOND, burst: MAX_BURST };
  await tenancy.setRateLimit({ tenantId: 'bench', directoryId: 'lenient' }, unlimited);
  const scope = { tenantId: 'bench', directoryId: 'lenient', visibility: 'tenant' } as const;
  const ports = { ...system, store: createIdentityStore(table, system.clock) };
  return { client, endpoint, ports, scope, table, tableName, token };
}

export type Fixture = Awaited<ReturnType<typeof newFixture>>;
