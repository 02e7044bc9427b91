import {
  type Item,
  keyItem,
  N,
  optionalString,
  S,
  stringOf,
} from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import {
  groupLabel,
  type Member,
  type Nesting,
  type ResourceRecord,
} from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';

/** One membership: found from the group by its key, from the member by the member index. */
export function memberItem(scope: Scope, group: ResourceRecord, member: Member): Item {
  return {
    ...keyItem(keys.member(scope, group.id, member.id)),
    mpk: S(keys.memberships(scope)),
    msk: S(
      member.type === 'Group'
        ? keys.nesting(member.id, group.id)
        : keys.membership(member.id, group.id),
    ),
    memberType: S(member.type),
    ...(member.display !== undefined && { display: S(member.display) }),
    groupName: S(groupLabel(group)),
    /** Version of the group that bore this name: a later name is never overwritten by an earlier one. */
    named: N(group.version),
  };
}

export function member(item: Item): Member {
  const display = optionalString(item, 'display');
  return {
    id: stringOf(item, 'sk').slice('MEMBER#'.length),
    type: optionalString(item, 'memberType') === 'Group' ? 'Group' : 'User',
    ...(display !== undefined && { display }),
  };
}

/** From a row of the member index, of a user or of a group. */
export function memberOf(item: Item): Nesting {
  const [memberId = '', groupId = ''] = stringOf(item, 'msk').replace(keys.nestings, '').split('#');
  return { memberId, groupId, groupName: stringOf(item, 'groupName') };
}
