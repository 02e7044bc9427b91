import { type Item, keyItem, N, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { type DialectName, dialects } from '#shared/scim/dialect.ts';
import type { Directory, Visibility } from '#shared/tenancy/tenant.ts';

/** `tokens` holds the ids of the directory's tokens: one place to count them in a transaction. */
export function directoryItem(directory: Directory, customSchemas: boolean): Item {
  const { tenantId, id, dialect, visibility, createdAt } = directory;
  return {
    ...keyItem(keys.directory(tenantId, id)),
    id: S(id),
    tenantId: S(tenantId),
    dialect: S(dialect),
    visibility: S(visibility),
    createdAt: S(createdAt),
    tokens: S(''),
    ...(customSchemas && { customSchemas: N(1) }),
  };
}

export function directoryOf(item: Item): Directory {
  return {
    tenantId: stringOf(item, 'tenantId'),
    id: stringOf(item, 'id'),
    dialect: dialectOf(item),
    visibility: visibilityOf(item),
    createdAt: stringOf(item, 'createdAt'),
  };
}

/** Whether the row of a tenant, directory or token says that the tenant declared something of its own. */
export function isMarked(item: Item): boolean {
  return item['customSchemas'] !== undefined;
}

export function tokenIdsOf(item: Item): string[] {
  return stringOf(item, 'tokens')
    .split(' ')
    .filter((id) => id !== '');
}

/** @throws TypeError when the row names a dialect that this program does not know. */
export function dialectOf(item: Item): DialectName {
  const name = stringOf(item, 'dialect');
  if (isDialectName(name)) return name;
  throw new TypeError(`The stored row names an unknown dialect ${name}.`);
}

export function visibilityOf(item: Item): Visibility {
  return stringOf(item, 'visibility') === 'own' ? 'own' : 'tenant';
}

function isDialectName(name: string): name is DialectName {
  return Object.hasOwn(dialects, name);
}
