import { type Item, keyItem, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import { clientStore } from '#functions/adapters/dynamodb/client-store.ts';
import { credentialReads } from '#functions/adapters/dynamodb/credential-reads.ts';
import {
  directoryItem,
  directoryOf,
  isMarked,
} from '#functions/adapters/dynamodb/directory-item.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { permitStore } from '#functions/adapters/dynamodb/permit-store.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import { tokenStore } from '#functions/adapters/dynamodb/token-store.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { ClientStore } from '#shared/tenancy/client-store.ts';
import type { PermitStore, RateLimitStore } from '#shared/tenancy/rate-limit.ts';
import type { TenancyStore, TokenStore } from '#shared/tenancy/tenancy-store.ts';
import type { Tenant } from '#shared/tenancy/tenant.ts';

type Tenancy = TenancyStore & TokenStore & ClientStore & PermitStore & RateLimitStore;

/** Tenants, directories and what opens them, on the single table. */
export function createTenancyStore(table: Table): Tenancy {
  const putNew = (Item: Item, existing: string): Write => ({
    item: {
      Put: { TableName: table.name, Item, ConditionExpression: 'attribute_not_exists(pk)' },
    },
    refused: () => new DomainError('conflict', `${existing} exists already.`),
  });

  return {
    ...credentialReads(table),
    ...tokenStore(table),
    ...clientStore(table),
    ...permitStore(table),

    async createTenant({ id, createdAt }) {
      const item = {
        ...keyItem(keys.tenant(id)),
        cpk: S(keys.tenants),
        csk: S(id),
        id: S(id),
        createdAt: S(createdAt),
      };
      await table.transact([putNew(item, `The tenant ${id}`)]);
    },

    async tenants() {
      const rows = await table.query({ pk: keys.tenants, index: 'collection' });
      const ids = rows.map((row) => stringOf(row, 'csk'));
      const items = await Promise.all(ids.map((id) => table.get(keys.tenant(id))));
      return items.filter((item) => item !== undefined).map(tenantOf);
    },

    async tenant(id) {
      const item = await table.get(keys.tenant(id));
      return item && tenantOf(item);
    },

    async createDirectory(directory) {
      const { tenantId, id } = directory;
      const tenant = await table.get(keys.tenant(tenantId));
      if (!tenant) throw new DomainError('notFound', `There is no tenant ${tenantId}.`);
      const customSchemas = isMarked(tenant);
      const tenantIsAsRead: Write = {
        item: {
          ConditionCheck: {
            TableName: table.name,
            Key: keyItem(keys.tenant(tenantId)),
            ConditionExpression: `attribute_exists(pk) AND attribute_${customSchemas ? '' : 'not_'}exists(customSchemas)`,
          },
        },
        refused: () => new DomainError('conflict', `${tenantId} was changed meanwhile. Try again.`),
      };
      const existing = `The directory ${id} of ${tenantId}`;
      const item = directoryItem(directory, customSchemas);
      await table.transact([tenantIsAsRead, putNew(item, existing)]);
    },

    async directories(tenantId) {
      return (await table.query(keys.directories(tenantId))).map(directoryOf);
    },

    async directory(tenantId, id) {
      const item = await table.get(keys.directory(tenantId, id));
      return item && directoryOf(item);
    },
  };
}

function tenantOf(item: Item): Tenant {
  return { id: stringOf(item, 'id'), createdAt: stringOf(item, 'createdAt') };
}
