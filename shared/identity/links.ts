import type { AssignedRole, Link, ResourceRecord } from '#shared/identity/resource-record.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';

/** Ways to sign in that one user may have: each is a guard, and all of them end in one transaction. */
export const MAX_LINKS = 10;
const MAX_ASSIGNED_ROLES = 50;

/**
 * How long a sign-in alone brings nobody back who was deleted, in seconds. A directory may, or an administrator: the
 * account at the identity provider often outlives the one here.
 */
export const LINK_ENDED_FOR = 30 * 86_400;

export type Identity = Pick<Link, 'issuer' | 'subject'>;

/** The link of a user to one account at an identity provider. */
export function linkOf({ links }: ResourceRecord, { issuer, subject }: Identity): Link | undefined {
  return links?.find((link) => link.issuer === issuer && link.subject === subject);
}

/**
 * The record with the link, in place of the one with the same issuer and subject.
 *
 * @throws DomainError `conflict` when it would have more than {@link MAX_LINKS}.
 */
export function withLink(record: ResourceRecord, link: Link): ResourceRecord {
  const links = record.links ?? [];
  const known = links.findIndex(
    ({ issuer, subject }) => issuer === link.issuer && subject === link.subject,
  );
  if (known >= 0) return { ...record, links: links.with(known, link) };
  if (links.length >= MAX_LINKS) {
    throw new DomainError(
      'conflict',
      `The User ${record.id} has ${MAX_LINKS} ways to sign in, the most there may be. Remove one.`,
    );
  }
  return { ...record, links: [...links, link] };
}

/** The record without the link, and without what its connection alone had a say in. */
export function withoutLink(record: ResourceRecord, identity: Identity): ResourceRecord {
  const gone = linkOf(record, identity);
  if (!gone) return record;
  const { links: _, drift, ...rest } = record;
  const links = record.links?.filter((link) => link !== gone) ?? [];
  const stays = links.some(({ connectionId }) => connectionId === gone.connectionId);
  const left = stays ? drift : drift?.filter((each) => each.connectionId !== gone.connectionId);
  return {
    ...rest,
    ...(links.length > 0 && { links }),
    ...(left && left.length > 0 && { drift: left }),
  };
}

/**
 * The record with the role, unless the same source assigned it before.
 *
 * @throws DomainError `conflict` when it would have more than {@link MAX_ASSIGNED_ROLES}.
 */
export function withRole(record: ResourceRecord, role: AssignedRole): ResourceRecord {
  const roles = record.roles ?? [];
  if (roles.some((other) => other.role === role.role && other.source === role.source)) {
    return record;
  }
  if (roles.length >= MAX_ASSIGNED_ROLES) {
    throw new DomainError(
      'conflict',
      `The User ${record.id} has ${MAX_ASSIGNED_ROLES} assigned roles, the most there may be. Take one away.`,
    );
  }
  return { ...record, roles: [...roles, role] };
}
