import { isJsonObject, type JsonValue } from '#shared/kernel/json.ts';
import { refuseValue } from '#shared/scim/values/refuse-value.ts';

const memberTypes = ['User', 'Group'] as const;
type MemberType = (typeof memberTypes)[number];

/** Who is in a group (RFC 7643 section 4.2). */
export interface Member {
  /** The `id` of the user or group. */
  value: string;
  /** Absent when the client did not say: whoever knows the id knows what it is. */
  type?: MemberType;
  display?: string;
}

/** The last two segments of the URI of a user or group. */
const REFERENCE = /(?:^|\/)(User|Group)s\/([^/?#]+)$/;

/**
 * Members as values of the attribute say them, each once. `$ref` is believed where `value` or `type`
 * is absent.
 *
 * @throws DomainError `invalidValue`
 */
export function membersIn(values: readonly JsonValue[]): Member[] {
  const members = new Map<string, Member>();
  for (const value of values) {
    const member = memberIn(value);
    members.set(member.value, { ...members.get(member.value), ...member });
  }
  return [...members.values()];
}

function memberIn(element: JsonValue): Member {
  if (!isJsonObject(element)) return refuseValue('members', 'must have objects as values');
  const { value, $ref, type, display } = element;
  const [, referenced, id] = (typeof $ref === 'string' && REFERENCE.exec($ref)) || [];
  const member = typeof value === 'string' ? value : id;
  if (!member) return refuseValue('members.value', 'is required; give it the id of the member');
  const memberType = memberTypeOf(type ?? referenced);
  return {
    value: member,
    ...(memberType && { type: memberType }),
    ...(typeof display === 'string' && { display }),
  };
}

function memberTypeOf(type: JsonValue | undefined): MemberType | undefined {
  if (typeof type !== 'string') return undefined;
  const lower = type.toLowerCase();
  const known = memberTypes.find((each) => each.toLowerCase() === lower);
  return known ?? refuseValue('members.type', 'must be User or Group');
}
