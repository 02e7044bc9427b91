import { DomainError } from '#shared/kernel/domain-error.ts';
import { type JsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import type { FilterNode } from '#shared/scim/filter/filter.ts';
import { type Member, membersIn } from '#shared/scim/member.ts';
import { listOf } from '#shared/scim/patch/change-value.ts';
import { inOperation } from '#shared/scim/patch/in-operation.ts';
import type { PatchOperation } from '#shared/scim/patch/patch-operation.ts';
import type { PathToAttribute } from '#shared/scim/path.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { readList } from '#shared/scim/values/read-value.ts';

export type { Member } from '#shared/scim/member.ts';

/** One change of a group's membership, said without reference to who is in it. */
export type MemberInstruction =
  | { readonly op: 'add'; readonly members: readonly Member[] }
  | { readonly op: 'remove'; readonly ids: readonly string[] }
  | { readonly op: 'removeMatching'; readonly matches: (member: JsonObject) => boolean }
  | { readonly op: 'replace'; readonly members: readonly Member[] };

/**
 * Takes the steps on `members` out of a PATCH, so that the cost of one never grows with the group.
 * Both lists keep the order of the request.
 *
 * @throws DomainError `mutability` for a step that would change a member in place (its
 * sub-attributes are immutable, RFC 7643 section 4.2), `invalidValue`, `payloadTooLarge`
 */
export function splitMembers(
  type: ResourceType,
  operations: readonly PatchOperation[],
  dialect: Dialect,
): { members: MemberInstruction[]; rest: PatchOperation[] } {
  const attribute = type.attributes.top.get('members');
  const members: MemberInstruction[] = [];
  const rest: PatchOperation[] = [];
  for (const operation of operations) {
    const { path } = operation;
    if (path.kind !== 'attribute' || path.attribute !== attribute) rest.push(operation);
    else members.push(...inOperation(operation.number, () => instruct(operation, path, dialect)));
  }
  return { members, rest };
}

function instruct(
  { op, value }: PatchOperation,
  path: PathToAttribute,
  dialect: Dialect,
): MemberInstruction[] {
  const { filter, subAttribute } = path;
  if (subAttribute || (filter && op !== 'remove')) {
    const detail = 'A member cannot be changed in place; remove it and add another one.';
    throw new DomainError('mutability', detail);
  }
  if (filter) {
    const ids = idsIn(filter.node);
    const matches = (member: JsonValue) => filter.matches(member);
    return [ids ? { op: 'remove', ids } : { op: 'removeMatching', matches }];
  }
  const { definition } = path.attribute;
  const given = readList(definition, listOf(value ?? []), dialect, path.attribute.path) ?? [];
  const members = membersIn(given);
  if (op === 'replace') return [{ op, members }];
  if (op === 'add') return members.length > 0 ? [{ op, members }] : [];
  return [removal(value, members, dialect)];
}

function removal(
  value: JsonValue | undefined,
  members: readonly Member[],
  { removeByValue }: Dialect,
): MemberInstruction {
  if (value === undefined || value === null) return { op: 'replace', members: [] };
  if (removeByValue) return { op: 'remove', ids: members.map((member) => member.value) };
  const detail = 'remove takes no value; select who goes by a filter: members[value eq "…"].';
  throw new DomainError('invalidValue', detail);
}

/** The ids in `value eq "a" or value eq "b"`; undefined for a filter that asks for anything else. */
function idsIn(node: FilterNode): string[] | undefined {
  if (node.kind === 'or') {
    const each = node.operands.map(idsIn);
    return each.includes(undefined) ? undefined : each.flatMap((ids) => ids ?? []);
  }
  if (node.kind !== 'compare' || node.operator !== 'eq') return undefined;
  const { name, urn, subAttribute } = node.attribute;
  const plain = urn === undefined && subAttribute === undefined && name.toLowerCase() === 'value';
  const { value } = node.literal;
  return plain && typeof value === 'string' ? [value] : undefined;
}

/** The members in what readResource returned, each once. */
export function membersOf(attributes: JsonObject): Member[] {
  return membersIn(listOf(attributes['members']));
}

/** What readResource returned, without its members: what is kept as the attributes of a group. */
export function withoutMembers(attributes: JsonObject): JsonObject {
  const { members: _, ...rest } = attributes;
  return Object.assign(newObject(), rest);
}
