import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { company, doorOf, social } from '../../../sign-in/support/arrivals.ts';
import { type Cost, meter } from '../../../support/meter.ts';
import { newClient, newTable } from '../../../support/new-table.ts';
import { createWorld } from '../../../support/world.ts';

interface Budget {
  readonly operation: string;
  readonly roundTrips: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly action: () => Promise<unknown>;
}

const rows = readFileSync('docs/cost.md', 'utf8').split('\n');
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';

let door: ReturnType<typeof doorOf>;
let costOf: (action: () => Promise<unknown>) => Promise<Cost>;

/** What a provider says with the scopes openid, email and profile. */
const claimsOf = (name: string, more: object = {}) => ({
  preferred_username: `${name}@acme.example`,
  email: `${name}@acme.example`,
  email_verified: true,
  name: 'Ada Lind',
  given_name: 'Ada',
  family_name: 'Lind',
  locale: 'en-US',
  zoneinfo: 'Europe/Stockholm',
  groups: ['engineering', 'staff'],
  ...more,
});

beforeAll(async () => {
  const { client, tableName } = await newTable();
  costOf = meter(client, newClient()).of;
  const world = await createWorld({ client, tableName });
  const scim = await world.directory('lenient', { id: 'okta' });
  door = doorOf(world);
  await door.signIn(company(), 'known', claimsOf('known'));
  for (const name of ['pushed', 'hr-mail']) {
    const emails = [{ value: `${name}@acme.example`, primary: true }];
    await scim('POST', '/Users', { schemas: [USER], userName: name, externalId: name, emails });
  }
});

const budgets: Budget[] = [
  {
    operation: 'sign-in of a known person',
    roundTrips: 2,
    readUnits: 3,
    writeUnits: 0,
    action: () => door.signIn(company(), 'known', claimsOf('known')),
  },
  {
    operation: 'sign-in of a known person, one claim of whom changed',
    roundTrips: 3,
    readUnits: 3,
    writeUnits: 8,
    action: () => door.signIn(company(), 'known', claimsOf('known', { locale: 'sv-SE' })),
  },
  {
    operation: 'first sign-in, known to the directory',
    roundTrips: 4,
    readUnits: 4,
    writeUnits: 10,
    action: () => door.signIn(company(), 'pushed', claimsOf('pushed')),
  },
  {
    operation: 'first sign-in, known by a verified address',
    roundTrips: 4,
    readUnits: 4,
    writeUnits: 10,
    action: () =>
      door.signIn(social({ linkByEmail: 'verifiedDomain' }), 'hr-mail', claimsOf('hr-mail')),
  },
  {
    operation: 'first sign-in that creates a person',
    roundTrips: 6,
    readUnits: 8,
    writeUnits: 18,
    action: () => door.signIn(company({ defaultRoles: ['member'] }), 'new', claimsOf('new')),
  },
];

test.each(budgets)(
  '$operation stays within its budget',
  async ({ operation, action, roundTrips, readUnits, writeUnits }) => {
    const cost = await costOf(action);
    const measured = `${cost.readUnits} | ${cost.writeUnits} | ${readUnits} / ${writeUnits}`;
    expect(rows).toContain(`| ${operation} | ${roundTrips} | ${measured} |`);
    expect(cost.calls).toBeGreaterThan(0);
    expect(cost.roundTrips).toBeLessThanOrEqual(roundTrips);
    expect(cost.readUnits).toBeLessThanOrEqual(readUnits);
    expect(cost.writeUnits).toBeLessThanOrEqual(writeUnits);
  },
);
