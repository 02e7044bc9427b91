import {
  expiry,
  type Item,
  keyItem,
  N,
  optionalString,
  S,
  stringOf,
} from '#functions/adapters/dynamodb/attributes.ts';
import { dialectOf, isMarked, visibilityOf } from '#functions/adapters/dynamodb/directory-item.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { TokenRecord } from '#shared/tenancy/token.ts';
import type { TokenScope } from '#shared/tenancy/token-scope.ts';

/** Seconds that an expired token is still listed before the table drops it. */
const LISTED_AFTER = 30 * 86_400;

export function tokenItem(token: TokenRecord): Item {
  const { id, tenantId, directoryId, secretHash, createdAt, expiresAt, client } = token;
  return {
    ...keyItem(keys.token(id)),
    id: S(id),
    tenantId: S(tenantId),
    directoryId: S(directoryId),
    dialect: S(token.dialect),
    visibility: S(token.visibility),
    scope: S(token.scope),
    secretHash: S(secretHash),
    createdAt: S(createdAt),
    liveUntil: S(expiresAt),
    ...(token.customSchemas && { customSchemas: N(1) }),
    expiresAt: expiry(Date.parse(expiresAt), client ? 0 : LISTED_AFTER),
    ...(client && { clientId: S(client.id), credentialId: S(client.credentialId) }),
  };
}

export function tokenRecord(item: Item): TokenRecord {
  const customSchemas = isMarked(item);
  const lastUsedAt = optionalString(item, 'lastUsedAt');
  const clientId = optionalString(item, 'clientId');
  return {
    id: stringOf(item, 'id'),
    tenantId: stringOf(item, 'tenantId'),
    directoryId: stringOf(item, 'directoryId'),
    dialect: dialectOf(item),
    visibility: visibilityOf(item),
    scope: scopeOf(item),
    secretHash: stringOf(item, 'secretHash'),
    createdAt: stringOf(item, 'createdAt'),
    expiresAt: stringOf(item, 'liveUntil'),
    ...(customSchemas && { customSchemas }),
    ...(lastUsedAt !== undefined && { lastUsedAt }),
    ...(clientId !== undefined && {
      client: { id: clientId, credentialId: stringOf(item, 'credentialId') },
    }),
  };
}

/** Tokens of before there were scopes may do everything; a scope that nobody knows may do little. */
function scopeOf(item: Item): TokenScope {
  return (optionalString(item, 'scope') ?? 'full') === 'full' ? 'full' : 'read-only';
}
