import { LostRace } from '#shared/identity/identity-store.ts';
import { type IndexEntry, indexEntryFor, linkEntry } from '#shared/identity/index-entries.ts';
import { linkOf } from '#shared/identity/links.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { isJsonObject } from '#shared/kernel/json.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { textClaim } from '#shared/sign-in/claim-value.ts';
import { domainOfEmail } from '#shared/sign-in/domains/domain-name.ts';
import type { Arriving, Visitor } from '#shared/sign-in/jit/arrival.ts';
import { externalIdClaimOf } from '#shared/sign-in/jit/default-mapping.ts';
import { equalAddresses } from '#shared/sign-in/jit/trusted-claims.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';

/** How somebody is known; what stands first is asked first. */
const ways = {
  link: byLink,
  externalId: byExternalId,
  email: byEmail,
  legacyId: byLegacyId,
  invitation: byInvitation,
} as const;

export type Way = keyof typeof ways;

export interface Found {
  readonly user: ResourceRecord;
  readonly by: Way;
}

/** @throws SignInRefused `ambiguousEmail`, `alreadyLinked`; LostRace when somebody was deleted under our eyes. */
export async function findPerson(arriving: Arriving): Promise<Found | undefined> {
  for (const by of Object.keys(ways) as Way[]) {
    const user = await ways[by](arriving);
    if (user) return { user, by };
  }
  return undefined;
}

/** What the connection's directory calls the person, by what the claims say. */
export function claimedExternalId({ connection, identity, mandate }: Visitor): string | undefined {
  // Where the scope is another's, so would the name be.
  if (connection.directory === undefined) return undefined;
  if (connection.directory !== mandate.scope.directoryId) return undefined;
  const claims = { sub: identity.subject, ...identity.claims };
  return textClaim(claims, externalIdClaimOf(connection));
}

async function byLink(arriving: Arriving): Promise<ResourceRecord | undefined> {
  return await only(arriving, linkEntry(arriving.identity));
}

async function byExternalId(arriving: Arriving): Promise<ResourceRecord | undefined> {
  const { directoryId } = arriving.mandate.scope;
  const value = claimedExternalId(arriving);
  if (value === undefined) return undefined;
  return await only(arriving, indexEntryFor(userType, 'externalId', value, directoryId));
}

async function byEmail(arriving: Arriving): Promise<ResourceRecord | undefined> {
  const { ports, connection, identity } = arriving;
  const { email, emailVerified } = identity;
  if (connection.policy.linkByEmail !== 'verifiedDomain') return undefined;
  if (email === undefined || !emailVerified) return undefined;
  const domain = domainOfEmail(email);
  const proved = await ports.verifiedDomains(connection.tenantId);
  if (domain === undefined || !proved.includes(domain)) return undefined;
  const [person, another] = await withAddress(arriving, email);
  if (another) throw ambiguous();
  return person && unlinked(arriving, person);
}

async function byLegacyId(arriving: Arriving): Promise<ResourceRecord | undefined> {
  const { ports, connection, identity } = arriving;
  const { adoptLegacyId } = connection.policy;
  const value = adoptLegacyId && textClaim(identity.claims, adoptLegacyId.claim);
  if (!adoptLegacyId || value === undefined) return undefined;
  const type = await ports.userTypeOf(connection.tenantId);
  const entry =
    'directory' in adoptLegacyId
      ? indexEntryFor(type, 'externalId', value, adoptLegacyId.directory)
      : indexEntryFor(type, adoptLegacyId.attribute, value, '');
  const person = await only(arriving, entry?.unique ? entry : undefined);
  return person && unlinked(arriving, person);
}

async function byInvitation(arriving: Arriving): Promise<ResourceRecord | undefined> {
  const { ports, connection, identity } = arriving;
  const { email, emailVerified } = identity;
  if (connection.policy.mode === 'scim' || email === undefined || !emailVerified) return undefined;
  const now = ports.identity.clock.now();
  const isInvited = ({ invitedUntil }: ResourceRecord) =>
    invitedUntil !== undefined && Date.parse(invitedUntil) > now;
  const [person, another] = (await withAddress(arriving, email)).filter(isInvited);
  if (another) throw ambiguous();
  return person;
}

/** The one who has a unique value. */
async function only(
  { ports, mandate }: Arriving,
  entry: IndexEntry | undefined,
): Promise<ResourceRecord | undefined> {
  const { store } = ports.identity;
  const [id] = entry ? await store.lookUp(mandate.scope, entry) : [];
  if (id === undefined) return undefined;
  const user = await store.resource(mandate.scope, 'User', id);
  // Deleted since; whether they may come back is decided by looking anew.
  if (!user) throw new LostRace();
  return user;
}

/** Another sign-in of theirs has just linked them; the look by the link came too early. */
function requireStillUnknown(user: ResourceRecord, identity: VerifiedIdentity): void {
  if (linkOf(user, identity)) throw new LostRace();
}

async function withAddress(
  { ports, mandate: { scope }, identity }: Arriving,
  email: string,
): Promise<ResourceRecord[]> {
  const { store } = ports.identity;
  const entry = indexEntryFor(userType, 'emails.value', email, scope.directoryId);
  const ids = entry ? await store.lookUp(scope, entry) : [];
  const found = await Promise.all(ids.map((id) => store.resource(scope, 'User', id)));
  const bearing = found.filter((user) => user !== undefined).filter((user) => bears(user, email));
  for (const user of bearing) requireStillUnknown(user, identity);
  return bearing;
}

function bears({ attributes }: ResourceRecord, email: string): boolean {
  return [attributes['emails'] ?? []].flat().some((each) => {
    const value = isJsonObject(each) ? each['value'] : undefined;
    return typeof value === 'string' && equalAddresses(value, email);
  });
}

/** Whoever has another account at the same provider is somebody else there: the address was given to a new person. */
function unlinked({ identity }: Arriving, user: ResourceRecord): ResourceRecord {
  requireStillUnknown(user, identity);
  if (!user.links?.some(({ issuer }) => issuer === identity.issuer)) return user;
  throw new SignInRefused(
    'alreadyLinked',
    `User ${user.id} has another account at this provider. Should it be theirs no more, remove that link.`,
  );
}

function ambiguous(): SignInRefused {
  return new SignInRefused(
    'ambiguousEmail',
    'More than one user has the address, so it says of nobody who they are.',
  );
}
