import { type Item, json, jsonOf, keyItem, N, S } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { readWhole } from '#functions/adapters/dynamodb/read-whole.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import { tell } from '#functions/adapters/dynamodb/writes.ts';
import { sharedScope } from '#shared/identity/scope.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type Domain, dueAt, isVerified, MAX_DOMAINS } from '#shared/sign-in/domains/domain.ts';
import type { DomainStore } from '#shared/sign-in/domains/domain-store.ts';

/** A row for each domain of a tenant, and for each that is verified a guard that all tenants share. */
export function createDomainStore(table: Table): DomainStore {
  const domains = async (tenantId: string) =>
    (await table.query(keys.domains(tenantId))).map(domainOf);

  return {
    domains,

    async domain(tenantId, name) {
      const item = await table.get(keys.domain(tenantId, name));
      return item && domainOf(item);
    },

    async createDomain(domain, outbox) {
      const { length } = await domains(domain.tenantId);
      if (length >= MAX_DOMAINS) throw tooMany(domain.tenantId);
      const Put = {
        TableName: table.name,
        Item: domainItem(domain),
        ConditionExpression: 'attribute_not_exists(pk)',
      };
      const refused = () =>
        new DomainError('conflict', `${domain.tenantId} has ${domain.name} already.`);
      const told = tell(table.name, sharedScope(domain.tenantId), outbox);
      await table.transact([{ item: { Put }, refused }, ...told]);
    },

    async replaceDomain(before, after, outbox) {
      await table.transact([
        ...guardWrites(table.name, before, after),
        domainWrite(table.name, before, after),
        ...tell(table.name, sharedScope(before.tenantId), outbox),
      ]);
    },

    async domainsDue(now, limit) {
      // Sort keys go on behind the time.
      const between = ['0', isoTime(now + 1)] as const;
      const rows = await table.query({ pk: keys.dueDomains, index: 'due', between, limit });
      return (await readWhole(table, rows))
        .map(domainOf)
        .filter((domain) => isVerified(domain) && dueAt(domain) <= isoTime(now));
    },
  };
}

function domainItem(domain: Domain): Item {
  const due = {
    dpk: S(keys.dueDomains),
    dsk: S(`${dueAt(domain)}#${domain.tenantId}#${domain.name}`),
  };
  return {
    ...keyItem(keys.domain(domain.tenantId, domain.name)),
    ...(isVerified(domain) && due),
    version: N(domain.version),
    domain: json(domain),
  };
}

function domainOf(item: Item): Domain {
  return jsonOf<Domain>(item, 'domain');
}

function domainWrite(TableName: string, before: Domain, after: Domain | undefined): Write {
  const condition = {
    ConditionExpression: 'version = :before',
    ExpressionAttributeValues: { ':before': N(before.version) },
  };
  const Key = keyItem(keys.domain(before.tenantId, before.name));
  return {
    item: after
      ? { Put: { TableName, Item: domainItem(after), ...condition } }
      : { Delete: { TableName, Key, ...condition } },
    refused: () =>
      new DomainError(
        'conflict',
        `${before.name} was changed meanwhile. Look at it and try again.`,
      ),
  };
}

/** Whoever proves a domain first has it until they give it up or it lapses, whoever proves it later. */
function guardWrites(TableName: string, before: Domain, after: Domain | undefined): Write[] {
  if (isVerified(before) === isVerified(after)) return [];
  const { tenantId, name } = before;
  const key = keyItem(keys.domainGuard(name));
  const values = { ExpressionAttributeValues: { ':tenant': S(tenantId) } };
  if (!isVerified(after)) {
    const ConditionExpression = 'tenantId = :tenant';
    return [{ item: { Delete: { TableName, Key: key, ConditionExpression, ...values } } }];
  }
  const Put = {
    TableName,
    Item: { ...key, tenantId: S(tenantId) },
    ConditionExpression: 'attribute_not_exists(pk) OR tenantId = :tenant',
    ...values,
  };
  return [{ item: { Put }, refused: () => new DomainError('conflict', taken(name)) }];
}

function taken(name: string): string {
  return `Another tenant has proven ${name} and keeps it until it is removed there, or its record there is gone for a week.`;
}

function tooMany(tenantId: string): DomainError {
  return new DomainError(
    'conflict',
    `${tenantId} has ${MAX_DOMAINS} domains, and no tenant may have more. Remove one that is not needed.`,
  );
}
