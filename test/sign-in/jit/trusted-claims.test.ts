import { describe, expect, test } from 'vitest';
import { newObject } from '#shared/kernel/json.ts';
import { userType } from '#shared/scim/resource-types.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { newPerson } from '#shared/sign-in/jit/create-person.ts';
import { PERSONAL_ACCOUNTS } from '#shared/sign-in/providers/entra.ts';
import { mandateOf } from '../support/arrivals.ts';
import { sampleConnection } from '../support/sample-connection.ts';
import { sampleIdentity } from '../support/sample-identity.ts';

const OURS = '11111111-2222-3333-4444-555555555555';
const PARTNER = '66666666-7777-8888-9999-aaaaaaaaaaaa';

const entra = (allowedTenants: string[], more: Partial<Connection> = {}) => {
  const issuer = 'https://login.microsoftonline.com/{tenantid}/v2.0';
  return sampleConnection({ id: 'entra', kind: 'entra', issuer, allowedTenants, ...more });
};

/** Mallory administers the partner's tenant, and has written our boss's address into her own `email`. */
const mallory = {
  oid: 'm',
  preferred_username: 'mallory@partner.example',
  email: 'boss@acme.example',
};

function created(connection: Connection, emailVerified = false) {
  const claims = Object.assign(newObject(), mallory);
  const identity = sampleIdentity({ claims, email: mallory.email, emailVerified });
  const visitor = { connection, identity, mandate: mandateOf(connection) };
  return newPerson(visitor, userType, '2026-11-02T09:00:00.000Z').attributes;
}

describe("an address of one tenant of Entra in the claims of another's people", () => {
  test.each<[string, Connection]>([
    ['several tenants', entra([OURS, PARTNER])],
    [
      'several tenants, one of which feeds a directory',
      entra([OURS, PARTNER], { directory: 'entra' }),
    ],
  ])('is not theirs by a connection to %s, and their name is', (_, connection) => {
    const attributes = created(connection);
    expect(attributes['userName']).toBe('mallory@partner.example');
    expect(attributes).not.toHaveProperty('emails');
  });

  test('is not theirs by a connection for personal accounts as well, and no other name is', () => {
    const connection = entra([OURS, PERSONAL_ACCOUNTS], { directory: 'entra' });
    expect(JSON.stringify(created(connection))).not.toContain('@');
  });

  test('is theirs once Entra says who owns the domain', () => {
    const { emails } = created(entra([OURS, PARTNER]), true);
    expect(emails).toEqual([expect.objectContaining({ value: 'boss@acme.example' })]);
  });

  test('is theirs where there is one tenant, which is the company', () => {
    for (const tenants of [[OURS], undefined]) {
      const own = { issuer: `https://login.microsoftonline.com/${OURS}/v2.0` };
      const connection = entra([OURS], tenants ? {} : { ...own, allowedTenants: undefined });
      expect(created(connection)['emails']).toHaveLength(1);
    }
  });
});
