import { type Item, keyItem, optionalString, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import { keys } from '#functions/adapters/dynamodb/keys.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import { tokenItem, tokenRecord } from '#functions/adapters/dynamodb/token-item.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { dialects, type DialectName } from '#shared/scim/dialect.ts';
import type { TenancyStore, TokenStore } from '#shared/tenancy/tenancy-store.ts';
import type { Directory, Tenant } from '#shared/tenancy/tenant.ts';
import { isLive, MAX_LIVE_TOKENS, type TokenRecord } from '#shared/tenancy/token.ts';

/** Tenants, directories and tokens on the single table. */
export function createTenancyStore(table: Table): TenancyStore & TokenStore {
  const put = (item: Item, condition: string, refused: () => Error): Write => ({
    item: { Put: { TableName: table.name, Item: item, ConditionExpression: condition } },
    refused,
  });

  async function directoryItem(tenantId: string, id: string): Promise<Item | undefined> {
    return await table.get(keys.directory(tenantId, id));
  }

  async function tokensOf(item: Item): Promise<TokenRecord[]> {
    const found = await Promise.all(tokenIds(item).map((id) => token(id)));
    return found.filter((record) => record !== undefined);
  }

  async function token(id: string): Promise<TokenRecord | undefined> {
    const item = await table.get(keys.token(id));
    return item && tokenRecord(item);
  }

  /** Names the tokens of a directory anew, unless somebody else did so since the directory was read. */
  function setTokens(item: Item, ids: readonly string[]): Write {
    const Key = keyItem({ pk: stringOf(item, 'pk'), sk: stringOf(item, 'sk') });
    const before = stringOf(item, 'tokens');
    return {
      item: {
        Update: {
          TableName: table.name,
          Key,
          UpdateExpression: 'SET tokens = :after',
          ConditionExpression: 'tokens = :before',
          ExpressionAttributeValues: { ':after': S(ids.join(' ')), ':before': S(before) },
        },
      },
      refused: () => new DomainError('conflict', 'The tokens changed meanwhile. Try again.'),
    };
  }

  return {
    token,

    async touchToken(id, usedAt) {
      // Nothing hangs on it: a token that was revoked meanwhile must not come back, and a miss does no harm.
      await table
        .update(keys.token(id), 'SET lastUsedAt = :at', { ':at': S(usedAt) }, 'attribute_exists(pk)')
        .catch(() => undefined);
    },

    async createTenant({ id, createdAt }) {
      const row = { ...keyItem(keys.tenant(id)), cpk: S(keys.tenants), csk: S(id), id: S(id), createdAt: S(createdAt) };
      const refused = () => new DomainError('conflict', `A tenant ${id} exists already.`);
      await table.transact([put(row, 'attribute_not_exists(pk)', refused)]);
    },

    async tenants() {
      const rows = await table.query({ pk: keys.tenants, index: 'collection' });
      const found = await Promise.all(rows.map((row) => table.get(keys.tenant(stringOf(row, 'csk')))));
      return found.filter((row) => row !== undefined).map(tenantOf);
    },

    async tenant(id) {
      const row = await table.get(keys.tenant(id));
      return row && tenantOf(row);
    },

    async createDirectory(directory) {
      const { tenantId, id, dialect, visibility, createdAt } = directory;
      const row = {
        ...keyItem(keys.directory(tenantId, id)),
        id: S(id),
        tenantId: S(tenantId),
        dialect: S(dialect),
        visibility: S(visibility),
        createdAt: S(createdAt),
        tokens: S(''),
      };
      const exists = () => new DomainError('conflict', `${tenantId} has a directory ${id} already.`);
      const tenantExists: Write = {
        item: {
          ConditionCheck: {
            TableName: table.name,
            Key: keyItem(keys.tenant(tenantId)),
            ConditionExpression: 'attribute_exists(pk)',
          },
        },
        refused: () => new DomainError('notFound', `There is no tenant ${tenantId}.`),
      };
      await table.transact([tenantExists, put(row, 'attribute_not_exists(pk)', exists)]);
    },

    async directories(tenantId) {
      return (await table.query(keys.directories(tenantId))).map(directoryOf);
    },

    async directory(tenantId, id) {
      const item = await directoryItem(tenantId, id);
      return item && directoryOf(item);
    },

    async addToken(record, now) {
      const item = await directoryItem(record.tenantId, record.directoryId);
      if (!item) throw noDirectory(record);
      const live = (await tokensOf(item)).filter((known) => isLive(known, now));
      if (live.length >= MAX_LIVE_TOKENS) {
        throw new DomainError(
          'conflict',
          `${record.directoryId} has ${MAX_LIVE_TOKENS} live tokens already. Revoke one first: ${live.map(({ id }) => id).join(', ')}.`,
        );
      }
      const ids = [...live.map(({ id }) => id), record.id];
      const row = tokenItem(record);
      await table.transact([
        setTokens(item, ids),
        { item: { Put: { TableName: table.name, Item: row } } },
      ]);
    },

    async tokens(tenantId, directoryId) {
      const item = await directoryItem(tenantId, directoryId);
      return item ? await tokensOf(item) : [];
    },

    async removeToken(tenantId, directoryId, tokenId) {
      const item = await directoryItem(tenantId, directoryId);
      if (!item || !tokenIds(item).includes(tokenId)) return false;
      const others = tokenIds(item).filter((id) => id !== tokenId);
      await table.transact([
        setTokens(item, others),
        { item: { Delete: { TableName: table.name, Key: keyItem(keys.token(tokenId)) } } },
      ]);
      return true;
    },
  };
}

function tokenIds(item: Item): string[] {
  return (optionalString(item, 'tokens') ?? '').split(' ').filter((id) => id !== '');
}

function tenantOf(item: Item): Tenant {
  return { id: stringOf(item, 'id'), createdAt: stringOf(item, 'createdAt') };
}

function directoryOf(item: Item): Directory {
  return {
    tenantId: stringOf(item, 'tenantId'),
    id: stringOf(item, 'id'),
    dialect: dialectOf(item),
    visibility: stringOf(item, 'visibility') === 'own' ? 'own' : 'tenant',
    createdAt: stringOf(item, 'createdAt'),
  };
}

function noDirectory({ tenantId, directoryId }: TokenRecord): DomainError {
  return new DomainError('notFound', `${tenantId} has no directory ${directoryId}.`);
}
