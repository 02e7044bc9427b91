import { keys } from '#functions/adapters/dynamodb/keys.ts';
import { member, memberOf } from '#functions/adapters/dynamodb/member-item.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { IdentityStore } from '#shared/identity/identity-store.ts';
import type { MemberOf } from '#shared/identity/resource-record.ts';

type MemberReads = Pick<IdentityStore, 'members' | 'membersAmong' | 'memberOf' | 'memberOfBetween'>;

/** Sorts behind every id. */
const HIGHEST = '~';

export function memberStore(table: Table): MemberReads {
  return {
    async members(scope, groupId) {
      return (await table.query(keys.members(scope, groupId))).map(member);
    },

    async membersAmong(scope, groupId, ids) {
      const rows = await Promise.all(ids.map((id) => table.get(keys.member(scope, groupId, id))));
      return rows.filter((row) => row !== undefined).map(member);
    },

    async memberOf(scope, memberId) {
      const prefix = keys.membership(memberId, '');
      const rows = await table.query({ pk: keys.memberships(scope), index: 'member', prefix });
      return rows.map(memberOf);
    },

    async memberOfBetween(scope, firstId, lastId) {
      const rows = await table.query({
        pk: keys.memberships(scope),
        index: 'member',
        between: [keys.membership(firstId, ''), keys.membership(lastId, HIGHEST)],
      });
      const byMember = new Map<string, MemberOf[]>();
      for (const { memberId, ...group } of rows.map(memberOf)) {
        const groups = byMember.get(memberId) ?? [];
        groups.push(group);
        byMember.set(memberId, groups);
      }
      return byMember;
    },
  };
}
