import { commitUser } from '#shared/identity/change-user.ts';
import { stateOf } from '#shared/identity/lifecycle-state.ts';
import { linkOf, withLink } from '#shared/identity/links.ts';
import { inState } from '#shared/identity/moved-user.ts';
import type { Link, ResourceRecord } from '#shared/identity/resource-record.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { equalJson } from '#shared/kernel/json.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { userType } from '#shared/scim/resource-types.ts';
import type { Arrival, Arriving } from '#shared/sign-in/jit/arrival.ts';
import { claimedGroups } from '#shared/sign-in/jit/claimed-groups.ts';
import { claimedExternalId, type Found } from '#shared/sign-in/jit/find-person.ts';
import { mappableAttribute } from '#shared/sign-in/jit/mappable-attribute.ts';
import { mappedAttributes, refusal } from '#shared/sign-in/jit/mapped-attributes.ts';
import { reconcileAttributes } from '#shared/sign-in/jit/reconcile-attributes.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

/**
 * Lets in who was found, and keeps what the sign-in says of them. Most sign-ins say nothing new, and write nothing.
 *
 * @throws SignInRefused `deactivated`, `alreadyLinked`; LostRace when somebody changed the person meanwhile, so that
 *   who is deactivated between the look and the write does not get in.
 */
export async function admit(arriving: Arriving, found: Found): Promise<Arrival> {
  const { ports, mandate, connection } = arriving;
  requireStanding(found);
  const type = await typeFor(arriving);
  const now = isoTime(ports.identity.clock.now());
  const [joined, link] = linked(arriving, found, now);
  const { record } = reconcileAttributes(
    { type, sync: connection.policy.syncOnLogin, link, now },
    joined,
    mappedAttributes(type, connection, arriving.identity),
  );
  const user = await commitUser(ports.identity, mandate, type, found.user, record);
  return { user, created: false, linked: found.by !== 'link' };
}

function requireStanding({ user, by }: Found): void {
  const state = stateOf(user);
  if (state === 'active' || (state === 'staged' && by === 'invitation')) return;
  throw new SignInRefused('deactivated', `User ${user.id} is ${state}.`);
}

/** The person with the link, and the link itself, with the groups that were said last. */
function linked(
  arriving: Arriving,
  { user, by }: Found,
  now: string,
): readonly [ResourceRecord, Link] {
  const { connection, identity } = arriving;
  const { issuer, subject } = identity;
  const said = claimedGroups(identity.claims, connection.policy.groupsClaim);
  const known = linkOf(user, identity) ?? {
    connectionId: connection.id,
    issuer,
    subject,
    linkedAt: now,
  };
  const link = said && !equalJson(said, known.groups) ? { ...known, groups: said } : known;
  const joined = by === 'link' ? user : joinedBy(arriving, user);
  try {
    return [withLink(joined, link), link];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new SignInRefused('alreadyLinked', error.message, error);
  }
}

/** Whoever comes by an account for the first time: no invitation is open any more, and the directory will know them. */
function joinedBy(arriving: Arriving, user: ResourceRecord): ResourceRecord {
  const { invitedUntil: _, ...rest } = user;
  const { directoryId } = arriving.mandate.scope;
  const externalId = claimedExternalId(arriving);
  const active = stateOf(rest) === 'staged' ? inState(rest, 'active') : rest;
  if (externalId === undefined || rest.externalIds[directoryId] !== undefined) return active;
  const externalIds = Object.assign(Object.create(null), rest.externalIds, {
    [directoryId]: externalId,
  });
  return { ...active, externalIds };
}

/** What the tenant declared is read only if the connection maps some of it. */
async function typeFor({ ports, connection }: Arriving): Promise<ResourceType> {
  const isBuiltIn = (path: string) =>
    refusal(() => void mappableAttribute(userType, path)) === undefined;
  if (Object.keys(connection.mapping).every(isBuiltIn)) return userType;
  return await ports.userTypeOf(connection.tenantId);
}
