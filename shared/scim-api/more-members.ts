import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import { locationOf } from '#shared/scim/represent.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { Relations } from '#shared/scim-api/represented.ts';
import type { ScimCall } from '#shared/scim-api/scim-context.ts';

/** Ours, not the RFC's: of the members of a group those with greater ids. */
const PARAMETER = 'membersAfter';

/** @throws DomainError `invalidValue` when it is not an id. */
export function membersAfter(url: URL): string | undefined {
  const id = url.searchParams.get(PARAMETER);
  if (id === null || isId(id)) return id ?? undefined;
  throw new DomainError('invalidValue', `${PARAMETER} must be the id of a member.`);
}

/** Where the members are that an answer had no room for (RFC 8288). */
export function linkToMore(
  type: ResourceType,
  { context, params, url }: ScimCall,
  { moreAfter }: Relations,
): { link?: string } {
  if (moreAfter === undefined) return {};
  const next = new URL(locationOf(type, context.baseUrl, params['id'] ?? ''));
  next.search = url.search;
  next.searchParams.set(PARAMETER, moreAfter);
  return { link: `<${next}>; rel="next"` };
}
