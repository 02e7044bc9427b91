import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { member, memberOf } from '#functions/adapters/dynamodb/member-item.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { IdentityStore } from '#shared/identity/identity-store.ts';

type MemberReads = Pick<IdentityStore, 'members' | 'membersAmong' | 'memberOf' | 'memberOfBetween'>;

/** Sorts behind every id. */
const HIGHEST = '~';

export function memberStore(table: Table): MemberReads {
  return {
    async members(scope, groupId, { afterId, limit } = {}) {
      const rows = await table.query({
        ...(afterId === undefined
          ? keys.members(scope, groupId)
          : keys.membersAfter(scope, groupId, afterId)),
        ...(limit !== undefined && { limit }),
      });
      return rows.map(member);
    },

    async membersAmong(scope, groupId, ids) {
      const rows = await Promise.all(ids.map((id) => table.get(keys.member(scope, groupId, id))));
      return rows.filter((row) => row !== undefined).map(member);
    },

    async memberOf(scope, { id, type }) {
      const prefix = type === 'Group' ? keys.nesting(id, '') : keys.membership(id, '');
      const rows = await table.query({ pk: keys.memberships(scope), index: 'member', prefix });
      return rows.map(memberOf);
    },

    async memberOfBetween(scope, firstId, lastId) {
      const rows = await table.query({
        pk: keys.memberships(scope),
        index: 'member',
        between: [keys.membership(firstId, ''), keys.membership(lastId, HIGHEST)],
      });
      return Map.groupBy(rows.map(memberOf), ({ memberId }) => memberId);
    },
  };
}
