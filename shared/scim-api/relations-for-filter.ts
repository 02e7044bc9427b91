import type { ResourceRecord } from '#shared/identity/resource-record.ts';
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

/** Reads, for one resource, the relations that a filter looks at, and no more of them than it can tell apart. */
export function relationsForFilter(
  type: ResourceType,
  call: ScimCall,
  filter: Filter,
): (record: ResourceRecord) => Promise<Relations> {
  const { store } = call.context.ports;
  const { scope } = call.context.mandate;
  const { groups, memberIds, allMembers } = mentionsIn(type, filter);
  return async (record) => {
    const { id } = record;
    if (groups && type.name === 'User') return { groups: await store.memberOf(scope, id) };
    if (type.name !== 'Group') return {};
    if (allMembers || memberIds.size > 0) await finishMembers(call, record);
    if (allMembers) return { members: await store.members(scope, id) };
    if (memberIds.size === 0) return {};
    return { members: await store.membersAmong(scope, id, [...memberIds].filter(isId)) };
  };
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
