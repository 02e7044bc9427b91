import {
  type Item,
  keyItem,
  N,
  optionalString,
  S,
  stringOf,
} from '#functions/adapters/dynamodb/attributes.ts';
import { dialectOf, visibilityOf } from '#functions/adapters/dynamodb/directory-item.ts';
import { keys } from '#functions/adapters/dynamodb/keys.ts';
import type { TokenRecord } from '#shared/tenancy/token.ts';

/** Days that an expired token is still listed before the table drops it. */
const LISTED_AFTER = 30 * 86_400;

export function tokenItem(token: TokenRecord): Item {
  const { id, tenantId, directoryId, dialect, visibility, secretHash, createdAt, expiresAt } =
    token;
  return {
    ...keyItem(keys.token(id)),
    id: S(id),
    tenantId: S(tenantId),
    directoryId: S(directoryId),
    dialect: S(dialect),
    visibility: S(visibility),
    secretHash: S(secretHash),
    createdAt: S(createdAt),
    liveUntil: S(expiresAt),
    expiresAt: N(Math.floor(Date.parse(expiresAt) / 1_000) + LISTED_AFTER),
  };
}

export function tokenRecord(item: Item): TokenRecord {
  const lastUsedAt = optionalString(item, 'lastUsedAt');
  return {
    id: stringOf(item, 'id'),
    tenantId: stringOf(item, 'tenantId'),
    directoryId: stringOf(item, 'directoryId'),
    dialect: dialectOf(item),
    visibility: visibilityOf(item),
    secretHash: stringOf(item, 'secretHash'),
    createdAt: stringOf(item, 'createdAt'),
    expiresAt: stringOf(item, 'liveUntil'),
    ...(lastUsedAt !== undefined && { lastUsedAt }),
  };
}
