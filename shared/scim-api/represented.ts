import { shownTo } from '#shared/identity/announced-dates.ts';
import { type GroupOf, groupsOf } from '#shared/identity/groups-of.ts';
import type { MemberPage } from '#shared/identity/identity-store.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { type Projection, project, wants } from '#shared/scim/project.ts';
import { represent } from '#shared/scim/represent.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { ScimCall } from '#shared/scim-api/scim-context.ts';
import { type ShownMembers, shownMembers } from '#shared/scim-api/shown-members.ts';

/** What is kept beside a resource and shown with it. */
export interface Relations extends Partial<ShownMembers> {
  readonly groups?: readonly GroupOf[];
}

/**
 * Reads the relations that the projection shows.
 *
 * @param page Which of the members.
 */
export async function relationsOf(
  type: ResourceType,
  { context }: ScimCall,
  id: string,
  projection: Projection,
  page?: MemberPage,
): Promise<Relations> {
  const { store } = context.ports;
  const { scope } = context.mandate;
  if (type.name === 'User' && wants(projection, 'groups')) {
    const memberOf = store.memberOf(scope, { id, type: 'User' });
    return { groups: groupsOf(...(await Promise.all([memberOf, store.nestings(scope)]))) };
  }
  if (type.name === 'Group' && wants(projection, 'members')) {
    return await shownMembers(store, scope, id, page);
  }
  return {};
}

/** The resource as this client sees it. */
export function represented(
  type: ResourceType,
  call: ScimCall,
  record: ResourceRecord,
  relations: Relations,
  projection: Projection,
): JsonObject {
  return project(representation(type, call, record, relations), projection);
}

/** The resource whole, before projection: what filters look at. */
export function representation(
  type: ResourceType,
  { context }: ScimCall,
  record: ResourceRecord,
  { groups, members }: Relations,
): JsonObject {
  const { id, version, created, lastModified } = record;
  return represent(type, {
    id,
    version,
    created,
    lastModified,
    attributes: shownTo(record, context.mandate.scope.directoryId),
    baseUrl: context.baseUrl,
    ...(groups && { groups: groups.map(groupReference) }),
    ...(members && { members: members.map(({ id: value, ...rest }) => ({ value, ...rest })) }),
  });
}

function groupReference({ groupId, groupName, type }: GroupOf) {
  return { value: groupId, display: groupName, type };
}
