import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupsOf, groupsWithin } from '#shared/identity/groups-of.ts';
import type { MemberOf, Nesting } from '#shared/identity/resource-record.ts';

const group = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const nesting = fc
  .tuple(group, group)
  .map(([memberId, groupId]): Nesting => ({ memberId, groupId, groupName: groupId.toUpperCase() }));
const graph = fc.uniqueArray(nesting, { selector: (n) => `${n.memberId}${n.groupId}` });
const asMember = (groupId: string): MemberOf => ({ groupId, groupName: groupId.toUpperCase() });

/** Whether one can get from one group into the other, by as many steps as there are groups. */
function reaches(nestings: readonly Nesting[], from: string, to: string): boolean {
  let reached = new Set([from]);
  for (let step = 0; step < 6; step += 1) {
    const next = nestings.filter((n) => reached.has(n.memberId)).map((n) => n.groupId);
    reached = new Set([...reached, ...next]);
  }
  return reached.has(to);
}

test('groups are the direct ones and all that can be reached from them, each once, circles or not', () => {
  fc.assert(
    fc.property(fc.uniqueArray(group), graph, (direct, nestings) => {
      const found = groupsOf(direct.map(asMember), nestings);
      const expected = [...'abcdef'].filter((to) =>
        direct.some((from) => reaches(nestings, from, to)),
      );
      expect(found.map(({ groupId }) => groupId).sort()).toEqual(expected);
      expect(found.filter(({ type }) => type === 'direct').map((g) => g.groupId)).toEqual(direct);
      expect(found.every((g) => g.groupName === g.groupId.toUpperCase())).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a group is within another exactly when its members are indirectly in that', () => {
  fc.assert(
    fc.property(group, group, graph, (inner, outer, nestings) => {
      const within = groupsWithin(outer, nestings).includes(inner);
      expect(within).toBe(groupsOf([asMember(inner)], nestings).some((g) => g.groupId === outer));
    }),
    { numRuns: 500 },
  );
});
