import type { Condition, GroupNamed, Reason } from '#shared/identity/conditions/condition.ts';
import { externalName, type Facts } from '#shared/identity/conditions/facts.ts';
import { userFilter } from '#shared/identity/conditions/user-filter.ts';
import type { GroupOf } from '#shared/identity/groups-of.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/**
 * Why a condition holds of a person, a reason for each of its parts; undefined when it does not. One that asks
 * nothing holds of nobody.
 *
 * @param type Users, with what the tenant declares of them.
 * @throws DomainError `invalidFilter` when the filter fits the type no longer.
 */
export function reasonsFor(
  condition: Condition,
  type: ResourceType,
  facts: Facts,
): readonly Reason[] | undefined {
  const { group, filter, connection, claimedGroup } = condition;
  const parts = [
    group && inGroup(group, facts),
    filter === undefined ? undefined : acceptedBy(filter, type, facts),
    connection === undefined ? undefined : linkedBy(connection, facts),
    claimedGroup && claimed(claimedGroup, facts),
  ].filter((part) => part !== undefined);
  const reasons = parts.filter((part) => part !== false);
  return parts.length > 0 && reasons.length === parts.length ? reasons : undefined;
}

function inGroup(named: GroupNamed, { groups, groupIds }: Facts): Reason | false {
  const group = groups.find((each) => isMeant(named, each, groupIds));
  if (!group) return false;
  const { groupId: id, groupName: name, type: membership } = group;
  return { kind: 'group', id, name, membership };
}

function isMeant(
  named: GroupNamed,
  { groupId, groupName }: GroupOf,
  groupIds: Facts['groupIds'],
): boolean {
  if ('id' in named) return named.id === groupId;
  if ('displayName' in named) return named.displayName === groupName;
  return groupIds.get(externalName(named.directory, named.externalId)) === groupId;
}

function acceptedBy(text: string, type: ResourceType, { user }: Facts): Reason | false {
  const { accepts, names } = userFilter(type, text);
  return accepts(user) && { kind: 'attributes', names };
}

function linkedBy(id: string, { user: { links = [] } }: Facts): Reason | false {
  return links.some(({ connectionId }) => connectionId === id) && { kind: 'connection', id };
}

function claimed(
  { connection, value }: NonNullable<Condition['claimedGroup']>,
  { user: { links = [] } }: Facts,
): Reason | false {
  const has = links.some(
    ({ connectionId, groups }) => connectionId === connection && groups?.includes(value),
  );
  return has && { kind: 'claimedGroup', connection, value };
}
