import { beforeAll, expect, test } from 'vitest';
import { createDomainStore } from '#functions/adapters/dynamodb/domain-store.ts';
import { createTable, type Table } from '#functions/adapters/dynamodb/table.ts';
import { domainCheck } from '#functions/domain-check/domain-check.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { createNewId } from '#shared/kernel/uuid-v7.ts';
import { type Domain, proofOf, stateOf } from '#shared/sign-in/domains/domain.ts';
import { checkDomain, claimDomain } from '#shared/sign-in/domains/prove-domain.ts';
import { newTable } from '../../support/new-table.ts';

const HOUR = 3_600_000;
const admin = {
  actor: { type: 'admin', id: 'admin-api' },
  cause: 'admin',
  requestId: 'request-1',
} as const;

let table: Table;
beforeAll(async () => {
  const { client, tableName } = await newTable();
  table = createTable(client, tableName);
});

test('each verified domain is looked for once a day, as far as time goes, and one of a silent DNS again in hours', async () => {
  const clock = { offset: 0, now: () => Date.parse('2027-03-02T09:00:00Z') + clock.offset };
  const records = new Map<string, string>();
  const asked: string[] = [];
  const silent = new Set<string>();
  const ports = {
    clock,
    newId: createNewId(clock),
    domains: createDomainStore(table),
    lookUpTxt: async (name: string) => {
      const domain = name.replace('_rollcall-challenge.', '');
      asked.push(domain);
      if (silent.has(domain)) throw new DomainError('unavailable', 'DNS says nothing.');
      return [records.get(name) ?? ''];
    },
  };
  async function verified(name: string): Promise<Domain> {
    const domain = await claimDomain(ports, admin, { tenantId: 'acme', name });
    records.set(proofOf(domain).name, proofOf(domain).value);
    clock.offset += 1_000;
    return await checkDomain(ports, admin, domain);
  }
  const names = ['one.example', 'two.example', 'three.example'];
  for (const name of names) expect(stateOf(await verified(name))).toBe('verified');
  await claimDomain(ports, admin, { tenantId: 'acme', name: 'pending.example' });
  const run = async (milliseconds = 300_000) => {
    asked.length = 0;
    await domainCheck(ports)({}, { getRemainingTimeInMillis: () => milliseconds });
    return [...asked];
  };

  clock.offset += 23 * HOUR;
  expect(await run()).toEqual([]);
  clock.offset += HOUR;
  expect(await run(1_000)).toEqual([]);
  silent.add('two.example');
  expect(await run()).toEqual(names);
  expect(await run()).toEqual([]);
  clock.offset += 6 * HOUR;
  expect(await run()).toEqual(['two.example']);
  silent.clear();
  clock.offset += 6 * HOUR;
  expect(await run()).toEqual(['two.example']);
  clock.offset += 12 * HOUR;
  expect(await run()).toEqual(['one.example', 'three.example']);
});
