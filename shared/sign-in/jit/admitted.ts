import { stateOf } from '#shared/identity/lifecycle-state.ts';
import { linkOf, withLink } from '#shared/identity/links.ts';
import { inState } from '#shared/identity/moved-user.ts';
import type { Link, ResourceRecord } from '#shared/identity/resource-record.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { equalJson } from '#shared/kernel/json.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { Visitor } from '#shared/sign-in/jit/arrival.ts';
import { claimedGroups } from '#shared/sign-in/jit/claimed-groups.ts';
import { claimedExternalId, type Found, type Way } from '#shared/sign-in/jit/find-person.ts';
import { mappedAttributes } from '#shared/sign-in/jit/mapped-attributes.ts';
import { type Reconciled, reconcileAttributes } from '#shared/sign-in/jit/reconcile-attributes.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

/**
 * Whoever was found, as they are once they are in.
 *
 * @param now ISO 8601.
 * @throws SignInRefused `deactivated`, `notJoined`, `alreadyLinked`.
 */
export function admitted(
  visitor: Visitor,
  type: ResourceType,
  found: Found,
  now: string,
): Reconciled {
  requireStanding(found, now);
  const { connection, identity } = visitor;
  const link = linkFor(visitor, found.user, now);
  const active = stateOf(found.user) === 'staged' ? inState(found.user, 'active') : found.user;
  const joined = found.by === 'link' ? active : joinedBy(visitor, active);
  return reconcileAttributes(
    { type, sync: connection.policy.syncOnLogin, link, now },
    linked(joined, link),
    mappedAttributes(type, connection, identity),
  );
}

function requireStanding({ user, by }: Found, now: string): void {
  const state = stateOf(user);
  if (state === 'active' || (state === 'staged' && isToJoin(user, by, now))) return;
  const reason = state === 'staged' ? 'notJoined' : 'deactivated';
  throw new SignInRefused(reason, `User ${user.id} is ${state}.`);
}

/** Whoever is staged joins at their date, by a sign-in where it is sooner than the schedule; without a date, when invited. */
function isToJoin({ planned }: ResourceRecord, by: Way, now: string): boolean {
  const { joinsAt } = planned ?? {};
  return joinsAt === undefined ? by === 'invitation' : Date.parse(joinsAt) <= Date.parse(now);
}

/** The link that the person comes by, with the groups that were said last. */
function linkFor({ connection, identity }: Visitor, user: ResourceRecord, now: string): Link {
  const { issuer, subject, claims } = identity;
  const said = claimedGroups(claims, connection.policy.groupsClaim);
  const fresh: Link = { connectionId: connection.id, issuer, subject, linkedAt: now };
  const known = linkOf(user, identity) ?? fresh;
  return said && !equalJson(said, known.groups) ? { ...known, groups: said } : known;
}

function linked(user: ResourceRecord, link: Link): ResourceRecord {
  try {
    return withLink(user, link);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new SignInRefused('alreadyLinked', error.message, error);
  }
}

/** Whoever comes by an account for the first time: no invitation is open any more, and the directory will know them. */
function joinedBy(visitor: Visitor, user: ResourceRecord): ResourceRecord {
  const { invitedUntil: _, ...rest } = user;
  const { directoryId } = visitor.mandate.scope;
  const externalId = claimedExternalId(visitor);
  if (externalId === undefined || rest.externalIds[directoryId] !== undefined) return rest;
  const externalIds = Object.assign(Object.create(null), rest.externalIds, {
    [directoryId]: externalId,
  });
  return { ...rest, externalIds };
}
