import { groupsOf } from '#shared/identity/groups-of.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import { resolveReference } from '#shared/scim/attribute-reference.ts';
import type { Filter, FilterNode } from '#shared/scim/filter/filter.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { finishMembers } from '#shared/scim-api/finish-members.ts';
import type { Relations } from '#shared/scim-api/represented.ts';
import type { ScimCall } from '#shared/scim-api/scim-context.ts';

/** Which relations a filter asks about. */
interface Mentions {
  readonly groups: boolean;
  /** Members by nothing but their id: those few decide, however many there are. */
  readonly memberIds: ReadonlySet<string>;
  readonly allMembers: boolean;
}

/** Members, of all groups together, that a filter may look at by something else than their id. */
const MAX_MEMBERS_LOOKED_AT = 100_000;

type Relate = (record: ResourceRecord) => Promise<Relations>;

/** Reads, for one resource, the relations that a filter looks at, and no more of them than it can tell apart. */
export function relationsForFilter(type: ResourceType, call: ScimCall, filter: Filter): Relate {
  const { groups, memberIds, allMembers } = mentionsIn(type, filter);
  if (type.name === 'User' && groups) return groupsForFilter(call);
  if (type.name !== 'Group' || !(allMembers || memberIds.size > 0)) return async () => ({});
  const read = allMembers ? allMembersForFilter(call) : membersForFilter(call, memberIds);
  return async (record) => {
    await finishMembers(call, record);
    return await read(record);
  };
}

function groupsForFilter({ context }: ScimCall): Relate {
  const { store } = context.ports;
  const { scope } = context.mandate;
  const reading = store.nestings(scope);
  // Whoever asks for the groups gets the failure; until then it must not count as unhandled.
  reading.catch(() => undefined);
  return async ({ id }) => {
    const direct = await store.memberOf(scope, { id, type: 'User' });
    return { groups: groupsOf(direct, await reading) };
  };
}

function membersForFilter({ context }: ScimCall, memberIds: ReadonlySet<string>): Relate {
  const ids = [...memberIds].filter(isId);
  const { ports, mandate } = context;
  return async ({ id }) => ({ members: await ports.store.membersAmong(mandate.scope, id, ids) });
}

function allMembersForFilter({ context }: ScimCall): Relate {
  const { ports, mandate } = context;
  let left = MAX_MEMBERS_LOOKED_AT;
  return async ({ id }) => {
    const members = await ports.store.members(mandate.scope, id, { limit: Math.max(left, 0) + 1 });
    left -= members.length;
    if (left < 0) throw tooMany();
    return { members };
  };
}

function tooMany(): DomainError {
  return new DomainError(
    'tooMany',
    `This filter would have to read more than ${MAX_MEMBERS_LOOKED_AT} members. Ask for members by their value, or narrow it by an equality on displayName.`,
  );
}

function mentionsIn(type: ResourceType, filter: Filter): Mentions {
  const leaves = leavesOf(filter.root);
  const named = (name: string) => leaves.filter((leaf) => nameOf(type, leaf) === name);
  const memberIds = named('members').map(memberIdIn);
  return {
    groups: named('groups').length > 0,
    memberIds: new Set(memberIds.filter((id) => id !== undefined)),
    allMembers: memberIds.includes(undefined),
  };
}

type Leaf = Extract<FilterNode, { readonly attribute: unknown }>;

/** The parts of a filter that name an attribute of the resource itself. */
function leavesOf(node: FilterNode): Leaf[] {
  if ('operands' in node) return node.operands.flatMap(leavesOf);
  return 'operand' in node ? leavesOf(node.operand) : [node];
}

function nameOf(type: ResourceType, { attribute }: Leaf): string | undefined {
  const target = resolveReference(type.attributes, attribute);
  return target?.kind === 'attribute' ? target.attribute.definition.name : undefined;
}

/** The id in `members eq "x"`, `members.value eq "x"` and `members[value eq "x"]`. */
function memberIdIn(node: Leaf): string | undefined {
  if (node.kind === 'valuePath') {
    const inner = node.filter;
    const byValue = inner.kind === 'compare' && inner.attribute.name.toLowerCase() === 'value';
    return byValue ? equalString(inner) : undefined;
  }
  if (node.kind !== 'compare') return undefined;
  const sub = node.attribute.subAttribute?.toLowerCase() ?? 'value';
  return sub === 'value' ? equalString(node) : undefined;
}

function equalString(node: Extract<FilterNode, { kind: 'compare' }>): string | undefined {
  const { operator, literal } = node;
  return operator === 'eq' && typeof literal.value === 'string' ? literal.value : undefined;
}
