import {
  json,
  jsonOf,
  keyItem,
  N,
  numberOf,
  S,
  stringOf,
} from '#functions/adapters/dynamodb/attributes.ts';
import { tokenIdsOf } from '#functions/adapters/dynamodb/directory-item.ts';
import { ifNext } from '#functions/adapters/dynamodb/if-next.ts';
import type { Key } from '#functions/adapters/dynamodb/keys.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import { put } from '#functions/adapters/dynamodb/writes.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { Declarations } from '#shared/scim/custom/declarations.ts';
import type {
  DeclarationReads,
  DeclarationStore,
  DeclaredVersion,
} from '#shared/tenancy/declaration-store.ts';

/** Each version has a row, and one row names the version in force: small, since requests read it. */
export function createDeclarationStore(table: Table): DeclarationStore {
  return {
    ...declarationReads(table),

    async declare(tenantId, next) {
      if (next.version === 1) await announce(table, tenantId);
      await table.transact(versionWrites(table.name, tenantId, next));
    },
  };
}

export function declarationReads(table: Table): DeclarationReads {
  return {
    async declarationVersion(tenantId) {
      const item = await table.get(keys.declarations(tenantId));
      return item ? numberOf(item, 'version') : 0;
    },

    async declaredVersion(tenantId, version) {
      const item = await table.get(keys.declaredVersion(tenantId, version));
      if (!item) return undefined;
      const declarations = jsonOf<Declarations>(item, 'declarations');
      return { version, createdAt: stringOf(item, 'createdAt'), declarations };
    },
  };
}

function versionWrites(
  TableName: string,
  tenantId: string,
  { version, createdAt, declarations }: DeclaredVersion,
): Write[] {
  const row = {
    ...keyItem(keys.declaredVersion(tenantId, version)),
    createdAt: S(createdAt),
    declarations: json(declarations),
  };
  const inForce = { ...keyItem(keys.declarations(tenantId)), version: N(version) };
  return [
    {
      item: { Put: { TableName, Item: inForce, ...ifNext('version', version) } },
      refused: () =>
        new DomainError(
          'conflict',
          'The schemas of this tenant were changed meanwhile. Look at them and try again.',
        ),
    },
    put(TableName, row),
  ];
}

/**
 * Tells every token of the tenant that there are declarations to look for, before there are. From the top down, so
 * that what is made meanwhile either is found below or was made by somebody who knew: see createDirectory and
 * addToken and createClient, whose access tokens are told by it. Safe to do again, and to leave half done.
 */
async function announce(table: Table, tenantId: string): Promise<void> {
  await mark(table, keys.tenant(tenantId), `There is no tenant ${tenantId}.`);
  for (const row of await table.query(keys.directories(tenantId))) {
    const key = keys.directory(tenantId, stringOf(row, 'id'));
    await mark(table, key, 'The directory is gone.');
    const directory = await table.get(key);
    for (const id of directory ? tokenIdsOf(directory) : []) {
      await mark(table, keys.token(id), 'The token is gone.').catch(unlessGone);
    }
    const { prefix } = keys.clients(tenantId, stringOf(row, 'id'));
    for (const client of await table.query({ ...key, prefix })) {
      const clientKey = { ...key, sk: stringOf(client, 'sk') };
      await mark(table, clientKey, 'The client is gone.').catch(unlessGone);
    }
  }
}

async function mark(table: Table, key: Key, ifAbsent: string): Promise<void> {
  const Update = {
    TableName: table.name,
    Key: keyItem(key),
    UpdateExpression: 'SET customSchemas = :yes',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':yes': N(1) },
  };
  const refused = () => new DomainError('notFound', ifAbsent);
  await table.transact([{ item: { Update }, refused }]);
}

/** A token that was revoked meanwhile must not come back. */
function unlessGone(error: unknown): void {
  if (!(error instanceof DomainError) || error.code !== 'notFound') throw error;
}
