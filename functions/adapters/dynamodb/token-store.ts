import { type Item, keyItem, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import { credentialReads } from '#functions/adapters/dynamodb/credential-reads.ts';
import { isMarked, tokenIdsOf } from '#functions/adapters/dynamodb/directory-item.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import { tokenItem } from '#functions/adapters/dynamodb/token-item.ts';
import { put } from '#functions/adapters/dynamodb/writes.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { TenancyStore } from '#shared/tenancy/tenancy-store.ts';
import { isLive, MAX_LIVE_TOKENS, type TokenRecord } from '#shared/tenancy/token.ts';

type Tokens = Pick<TenancyStore, 'addToken' | 'tokens' | 'removeToken'>;

/** Tokens, each with a row of its own and counted on the row of its directory. */
export function tokenStore(table: Table): Tokens {
  const { token } = credentialReads(table);

  async function tokensOf(directory: Item): Promise<TokenRecord[]> {
    const found = await Promise.all(tokenIdsOf(directory).map(token));
    return found.filter((record) => record !== undefined);
  }

  return {
    async addToken(record, now) {
      const { tenantId, directoryId } = record;
      const directory = await table.get(keys.directory(tenantId, directoryId));
      if (!directory) {
        throw new DomainError('notFound', `${tenantId} has no directory ${directoryId}.`);
      }
      const live = (await tokensOf(directory)).filter((known) => isLive(known, now));
      if (live.length >= MAX_LIVE_TOKENS) throw tooMany(directoryId, live);
      const customSchemas = isMarked(directory);
      await table.transact([
        setTokens(table.name, directory, [...live.map(({ id }) => id), record.id]),
        put(table.name, tokenItem({ ...record, customSchemas })),
      ]);
    },

    async tokens(tenantId, directoryId) {
      const directory = await table.get(keys.directory(tenantId, directoryId));
      return directory ? await tokensOf(directory) : [];
    },

    async removeToken(tenantId, directoryId, tokenId) {
      const directory = await table.get(keys.directory(tenantId, directoryId));
      const ids = directory ? tokenIdsOf(directory) : [];
      if (!directory || !ids.includes(tokenId)) return false;
      const others = ids.filter((id) => id !== tokenId);
      await table.transact([
        setTokens(table.name, directory, others),
        { item: { Delete: { TableName: table.name, Key: keyItem(keys.token(tokenId)) } } },
      ]);
      return true;
    },
  };
}

/** Names the tokens of a directory anew, unless somebody else did so since the directory was read. */
function setTokens(TableName: string, directory: Item, ids: readonly string[]): Write {
  const Key = keyItem({ pk: stringOf(directory, 'pk'), sk: stringOf(directory, 'sk') });
  return {
    item: {
      Update: {
        TableName,
        Key,
        UpdateExpression: 'SET tokens = :after',
        ConditionExpression: `tokens = :before${isMarked(directory) ? '' : ' AND attribute_not_exists(customSchemas)'}`,
        ExpressionAttributeValues: {
          ':after': S(ids.join(' ')),
          ':before': S(stringOf(directory, 'tokens')),
        },
      },
    },
    refused: () => new DomainError('conflict', 'The tokens changed meanwhile. Send it again.'),
  };
}

function tooMany(directoryId: string, live: readonly TokenRecord[]): DomainError {
  const ids = live.map(({ id }) => id).join(', ');
  return new DomainError(
    'conflict',
    `${directoryId} has ${live.length} live tokens already. Revoke one of them first: ${ids}.`,
  );
}
