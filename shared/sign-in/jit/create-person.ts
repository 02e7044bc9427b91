import { createResource } from '#shared/identity/create-resource.ts';
import { LostRace } from '#shared/identity/identity-store.ts';
import { indexEntriesOf, linkEntry } from '#shared/identity/index-entries.ts';
import { ownersBeside } from '#shared/identity/owners.ts';
import type { Link, ResourceRecord } from '#shared/identity/resource-record.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { type JsonObject, newObject } from '#shared/kernel/json.ts';
import { requirePresent } from '#shared/scim/require-present.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { Arrival, Arriving, Visitor } from '#shared/sign-in/jit/arrival.ts';
import { claimedGroups } from '#shared/sign-in/jit/claimed-groups.ts';
import { externalIdClaimOf } from '#shared/sign-in/jit/default-mapping.ts';
import { claimedExternalId, findPerson } from '#shared/sign-in/jit/find-person.ts';
import { mappedAttributes, refusal, withMapped } from '#shared/sign-in/jit/mapped-attributes.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

/** Somebody as a sign-in would create them. */
export interface NewPerson {
  readonly attributes: JsonObject;
  readonly beside: Pick<ResourceRecord, 'links' | 'roles' | 'owners'>;
}

/**
 * Creates whom nobody knows yet, if the connection's policy lets it.
 *
 * @throws SignInRefused; LostRace, DomainError `uniqueness` when somebody was created meanwhile who may be the one.
 */
export async function createPerson(arriving: Arriving): Promise<Arrival> {
  const { ports, mandate, connection } = arriving;
  requireMayCreate(arriving);
  const type = await ports.userTypeOf(connection.tenantId);
  const now = ports.identity.clock.now();
  const { attributes, beside } = newPerson(arriving, type, isoTime(now));
  const taken = await takenOf(arriving, type, attributes, now);
  if (taken !== undefined) {
    // Whoever has the name may be the one, and have been created since we looked.
    if (await findPerson(arriving)) throw new LostRace();
    throw nameTaken(arriving, taken);
  }
  const resource = { attributes, members: [], beside };
  const user = await createResource(ports.identity, mandate, type, resource);
  return { user, created: true, linked: true };
}

/** @throws SignInRefused. */
export function requireMayCreate(visitor: Visitor): void {
  const { connection } = visitor;
  const { mode } = connection.policy;
  if (mode === 'scim') throw new SignInRefused('notProvisioned');
  if (mode === 'invite') throw new SignInRefused('notInvited');
  if (mode === 'hybrid' && claimedExternalId(visitor) === undefined) {
    const detail = `Without the claim ${externalIdClaimOf(connection)} the directory would not know the person again.`;
    throw new SignInRefused('incompleteClaims', detail);
  }
}

/** @throws SignInRefused `incompleteClaims`. */
export function newPerson(visitor: Visitor, type: ResourceType, now: string): NewPerson {
  const { connection, identity } = visitor;
  const mapped = mappedAttributes(type, connection, identity);
  let attributes = newObject();
  const missing = refusal(() => {
    attributes = mapped.attributes.reduce(withMapped, attributes);
    requirePresent(type, attributes);
  });
  if (missing !== undefined) {
    const problems = mapped.problems.map(({ attribute, detail }) => `${attribute}: ${detail}`);
    throw new SignInRefused('incompleteClaims', [missing, ...problems].join(' '));
  }
  const owned = mapped.attributes.filter(
    ({ attribute }) => !type.attributes.unique.includes(attribute),
  );
  const externalId = claimedExternalId(visitor);
  const { defaultRoles } = connection.policy;
  const roles = defaultRoles.map((role) => {
    return { role, source: 'connection' as const, by: connection.id, at: now };
  });
  return {
    attributes: externalId === undefined ? attributes : Object.assign(attributes, { externalId }),
    beside: {
      links: [newLink(visitor, now)],
      ...(roles.length > 0 && { roles }),
      ...ownersBeside(owned.map(({ name }) => [name, connection.id] as const)),
    },
  };
}

function newLink({ connection, identity }: Visitor, linkedAt: string): Link {
  const { issuer, subject, claims } = identity;
  const groups = claimedGroups(claims, connection.policy.groupsClaim);
  return { connectionId: connection.id, issuer, subject, ...(groups && { groups }), linkedAt };
}

/**
 * The unique attribute, and who has its value already.
 *
 * @throws SignInRefused `deactivated` when the account was that of somebody who was deleted.
 */
async function takenOf(
  { ports, mandate: { scope }, identity }: Arriving,
  type: ResourceType,
  attributes: JsonObject,
  now: number,
): Promise<{ readonly attribute: string; readonly id: string } | undefined> {
  const { store } = ports.identity;
  const unique = indexEntriesOf(type, { ...nobody, attributes }).filter(({ unique }) => unique);
  const [isEnded, ...found] = await Promise.all([
    store.isEnded(scope, linkEntry(identity), now),
    ...unique.map(async (entry) => ({ entry, ids: await store.lookUp(scope, entry) })),
  ]);
  if (isEnded) {
    const detail =
      'The user of this account was deleted. A directory or an invitation can bring them back.';
    throw new SignInRefused('deactivated', detail);
  }
  const [taken] = found.flatMap(({ entry: { attribute }, ids }) =>
    ids.map((id) => ({ attribute, id })),
  );
  return taken;
}

const nobody: ResourceRecord = {
  type: 'User',
  id: '',
  version: 0,
  created: '',
  lastModified: '',
  attributes: newObject(),
  externalIds: {},
  epoch: 0,
};

function nameTaken(
  { connection }: Arriving,
  { attribute, id }: { readonly attribute: string; readonly id: string },
): SignInRefused {
  const known =
    connection.directory === undefined
      ? 'name the directory that provisions them in the connection'
      : `have ${connection.directory} send the claim ${externalIdClaimOf(connection)} as their externalId`;
  return new SignInRefused(
    'nameTaken',
    `User ${id} has this ${attribute} and is not linked with the account. Are they the same person, ${known}, or let linkByEmail link them; are they not, map ${attribute} from another claim.`,
  );
}
