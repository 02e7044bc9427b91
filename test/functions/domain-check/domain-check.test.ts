import { beforeAll, expect, test } from 'vitest';
import { createDomainStore } from '#functions/adapters/dynamodb/domain-store.ts';
import { createTable, type Table } from '#functions/adapters/dynamodb/table.ts';
import { domainCheck } from '#functions/domain-check/domain-check.ts';
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

test('each verified domain is looked for once a day, those that wait longest first, as far as time goes', async () => {
  const clock = { offset: 0, now: () => Date.parse('2027-03-02T09:00:00Z') + clock.offset };
  const records = new Map<string, string>();
  const asked: string[] = [];
  const ports = {
    clock,
    newId: createNewId(clock),
    domains: createDomainStore(table),
    lookUpTxt: async (name: string) => {
      asked.push(name.replace('_rollcall-challenge.', ''));
      return [records.get(name) ?? ''];
    },
  };
  async function verified(name: string): Promise<Domain> {
    const domain = await claimDomain(ports, { tenantId: 'acme', name });
    records.set(proofOf(domain).name, proofOf(domain).value);
    clock.offset += 1_000;
    return await checkDomain(ports, admin, domain);
  }
  const names = ['one.example', 'two.example', 'three.example'];
  for (const name of names) expect(stateOf(await verified(name))).toBe('verified');
  await claimDomain(ports, { tenantId: 'acme', name: 'pending.example' });
  const run = async (milliseconds = 300_000) => {
    asked.length = 0;
    await domainCheck(ports)({}, { getRemainingTimeInMillis: () => milliseconds });
    return [...asked];
  };

  clock.offset += 23 * HOUR;
  expect(await run()).toEqual([]);
  clock.offset += HOUR + 1_000;
  expect(await run(1_000)).toEqual([]);
  expect(await run()).toEqual(names);
  expect(await run()).toEqual([]);
});
