import { createUserTypeOf } from '#shared/identity/conditions/user-types.ts';
import type { Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { newObject } from '#shared/kernel/json.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { connectionPolicy } from '#shared/sign-in/connection-policy.ts';
import type { Arrival, ArrivalPorts } from '#shared/sign-in/jit/arrival.ts';
import { arrive } from '#shared/sign-in/jit/arrive.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';
import { acme } from '../../support/people.ts';
import type { World } from '../../support/world.ts';
import { sampleConnection } from './sample-connection.ts';
import { sampleIdentity } from './sample-identity.ts';

type Policy = Partial<Connection['policy']>;

/** The company's provider, which feeds the directory `okta` as well. */
export function company(policy: Policy = {}, changed: Partial<Connection> = {}): Connection {
  const complete = connectionPolicy.parse(policy);
  return sampleConnection({ directory: 'okta', policy: complete, ...changed });
}

/** A provider where people have accounts of their own. */
export function social(policy: Policy = {}, changed: Partial<Connection> = {}): Connection {
  const issuer = 'https://accounts.google.com';
  const complete = connectionPolicy.parse(policy);
  return sampleConnection({ id: 'google', kind: 'google', issuer, policy: complete, ...changed });
}

/** What the provider says of somebody, all of it in the claims. */
export function identityAt(
  { id, issuer }: Connection,
  subject: string,
  claims: Record<string, unknown> = {},
): VerifiedIdentity {
  const { email, email_verified: verified } = claims;
  const { email: _, ...nobody } = sampleIdentity();
  return {
    ...nobody,
    connectionId: id,
    issuer,
    subject,
    claims: Object.assign(newObject(), { sub: subject }, claims),
    ...(typeof email === 'string' && { email }),
    emailVerified: verified === true,
  };
}

export function mandateOf({ id, directory = '' }: Connection): Mandate {
  return {
    scope: { ...acme, directoryId: directory },
    actor: { type: 'connection', id },
    cause: 'jit',
    requestId: 'request-1',
    confirmed: Promise.resolve(),
  };
}

/** The door of a world in which acme has proved acme.example to be its own. */
export function doorOf(world: World) {
  const ports: ArrivalPorts = {
    identity: world.ports,
    userTypeOf: createUserTypeOf(world.declarations),
    verifiedDomains: async () => ['acme.example'],
  };
  const signIn = async (
    connection: Connection,
    subject: string,
    claims: Record<string, unknown> = {},
  ): Promise<Arrival> =>
    await arrive(ports, mandateOf(connection), connection, identityAt(connection, subject, claims));

  const stored = async (id: string): Promise<ResourceRecord> => {
    const record = await world.store.resource(acme, 'User', id);
    if (!record) throw new Error(`There is no user ${id}.`);
    return record;
  };
  const everybody = async () => (await world.store.tally(acme, 'User')).total;
  return { ports, signIn, stored, everybody };
}
